/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // Our own server compresses once per snapshot version; compressing per request costs 19 times as much.
  compress: false,
  generateEtags: false,
  reactStrictMode: true,
  // Next drops a route named favicon.ico (it wants a fixed file there); ours shows the page's state.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/favicon" }],
  // Most pages are the admin's, which a web process may never be asked for: each is loaded with its first visit.
  experimental: { preloadEntriesOnStart: false },
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "pino", "protobufjs"],
};
