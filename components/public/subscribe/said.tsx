/** A short answer: what has happened, and what comes next. `said` is where the answer to a form begins. */
export function Said({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="answered">
      <h1 id="said" tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}

/** A sentence with one part of it set off, such as the address that a message went to: "{destination} 주소로 …". */
export function Sentence({ text, part }: { text: string; part: string }) {
  const [before = "", after = ""] = text.split(part === "" ? "\0" : part, 2);
  if (part === "" || !text.includes(part)) return <p>{text}</p>;
  return (
    <p>
      {before}
      <strong>{part}</strong>
      {after}
    </p>
  );
}
