/** The page's mark: a heartbeat inside a rounded square, in the text's colour so that it never claims a state. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="M4 12.5h4l2.2-6 4 11 2.1-5H20" />
    </svg>
  );
}
