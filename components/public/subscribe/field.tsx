import type { Fault } from "#lib/domain/errors.ts";

/** Of the form that fields stand in: several forms of one page keep their ids apart by the prefix. */
export type FormPlace = { prefix: string; faults: readonly Fault[] };

/** What a control carries, so that its label, hint and fault are told with it. */
export type Control = {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

type Props = {
  place: FormPlace;
  name: string;
  label: React.ReactNode;
  hint?: string | undefined;
  /** Behind the control, such as a button that fills it. */
  after?: React.ReactNode;
  className?: string;
  children: (control: Control) => React.ReactNode;
};

export const faultAt = ({ faults }: FormPlace, name: string): string | undefined =>
  faults.find(({ path }) => path === name)?.message;

/** One labelled control with its hint, and what is wrong with it right below. */
export function Field({ place, name, label, hint, after, className = "field", children }: Props) {
  const id = place.prefix + name;
  const fault = faultAt(place, name);
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        name,
        "aria-describedby": described || undefined,
        "aria-invalid": fault ? true : undefined,
      })}
      {after}
      {fault && <FaultLine id={`${id}-fault`} message={fault} />}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function FaultLine({ id, message }: { id: string; message: string }) {
  return (
    <p className="fault" id={id}>
      {message}
    </p>
  );
}

type Tick = {
  name: string;
  value: string;
  isTicked: boolean;
  children: React.ReactNode;
  id?: string;
  describedBy?: string;
};

/** A box to tick, its words beside it. */
export function TickBox({ name, value, isTicked, children, id, describedBy }: Tick) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={isTicked}
        aria-describedby={describedBy}
      />
      <span>{children}</span>
    </label>
  );
}
