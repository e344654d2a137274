// biome-ignore-all lint/performance/noImgElement: uploaded files, served as they are
import type { SnapshotPage } from "#lib/domain/snapshot.ts";

/** The page's own logo, one for each theme if there are two; its name stands beside it, so it is a picture only. */
export function Logo({ logo: { light, dark } }: { logo: SnapshotPage["logo"] }) {
  if (light && dark && light !== dark)
    return (
      <>
        <img className="logo for-light" src={light} alt="" height={32} />
        <img className="logo for-dark" src={dark} alt="" height={32} loading="lazy" />
      </>
    );
  const one = light ?? dark;
  return one ? <img className="logo" src={one} alt="" height={32} /> : <Mark />;
}

/** A heartbeat inside a rounded square, in the text's colour so that it never claims a state. */
function Mark() {
  return (
    <svg className="logo" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="M4 12.5h4l2.2-6 4 11 2.1-5H20" />
    </svg>
  );
}
