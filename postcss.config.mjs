/** Tailwind writes the admin's stylesheet; the public pages' few rules pass through unchanged. */
export default { plugins: { "@tailwindcss/postcss": {} } };
