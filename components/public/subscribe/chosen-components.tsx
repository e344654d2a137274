import type { Reader } from "#components/ui/reader.ts";
import { toldText } from "#components/ui/told.tsx";
import type { Snapshot, SnapshotComponent } from "#lib/domain/snapshot.ts";
import type { ChoicesForm } from "#lib/domain/subscribers/screen.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import { FaultLine, type FormPlace, faultAt, TickBox } from "./field.tsx";

export type ChoicesProps = { form: ChoicesForm; place: FormPlace; snapshot: Snapshot; reader: Reader };

const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position;

/** Everything, or some components: the list is there with either, but shown with the second only. */
export function ChosenComponents({ form, place, snapshot, reader }: ChoicesProps) {
  const { language } = reader;
  const fault = faultAt(place, "component_ids") ?? faultAt(place, "group_ids");
  const id = `${place.prefix}component_ids`;
  return (
    <fieldset className="what" aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{subscribeWord("what", language)}</legend>
      {(["all", "some"] as const).map((scope) => (
        <label className="tick" key={scope}>
          <input type="radio" name="scope" value={scope} defaultChecked={form.scope === scope} />
          <span>{subscribeWord(`scope_${scope}`, language)}</span>
        </label>
      ))}
      <div className="picks" id={id} tabIndex={fault ? -1 : undefined}>
        {fault && <FaultLine id={`${id}-fault`} message={fault} />}
        <Picks form={form} snapshot={snapshot} reader={reader} />
      </div>
    </fieldset>
  );
}

function Picks({ form, snapshot, reader }: Omit<ChoicesProps, "place">) {
  const groups = snapshot.groups.toSorted(byPosition);
  const components = snapshot.components.toSorted(byPosition);
  const known = new Set(groups.map((group) => group.id));
  const alone = components.filter(({ groupId }) => groupId === null || !known.has(groupId));
  const ticks = (some: SnapshotComponent[]) => <Ticks components={some} form={form} reader={reader} />;
  return (
    <>
      {groups.map((group) => {
        const members = components.filter(({ groupId }) => groupId === group.id);
        if (members.length === 0) return null;
        const name = toldText(group, reader);
        return (
          <div className="pick-group" key={group.id}>
            <TickBox name="group_ids" value={group.id} isTicked={form.group_ids.includes(group.id)}>
              {subscribeWord("whole_group", reader.language, { name })}
            </TickBox>
            {ticks(members)}
          </div>
        );
      })}
      {alone.length > 0 && <div className="pick-group">{ticks(alone)}</div>}
    </>
  );
}

function Ticks({
  components,
  form,
  reader,
}: {
  components: SnapshotComponent[];
  form: ChoicesForm;
  reader: Reader;
}) {
  return (
    <div className="ticks">
      {components.map((component) => (
        <TickBox
          key={component.id}
          name="component_ids"
          value={component.id}
          isTicked={form.component_ids.includes(component.id)}
        >
          {toldText(component, reader)}
        </TickBox>
      ))}
    </div>
  );
}
