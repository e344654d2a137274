"use client";
import type { AlertRule } from "#lib/domain/alerts/rules.ts";
import { stateWord } from "#lib/domain/glossary.ts";
import { alertWord } from "#lib/domain/words/alerts.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField, TextArea } from "../ui/field.tsx";
import type { RuleValues } from "./values.ts";

const CLAIMED: readonly AlertRule["state"][] = ["major_outage", "partial_outage", "degraded_performance"];

type Props = {
  rules: RuleValues[];
  onChange: (rules: RuleValues[]) => void;
  components: { id: string; name: string }[];
  fault: (name: string) => string | undefined;
};

/** Which labels mean which component. */
export function RuleEditor({ rules, onChange, components, fault }: Props) {
  const { language } = useAdmin();
  const set = (key: number, change: Partial<RuleValues>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...change } : rule)));
  const first = components[0];
  const add = () => {
    if (!first) return;
    const key = Math.max(-1, ...rules.map((rule) => rule.key)) + 1;
    onChange([...rules, { key, labels: "", componentId: first.id, state: "major_outage" }]);
  };
  return (
    <fieldset className="grid gap-3">
      <legend className="font-medium">{alertWord("rules", language)}</legend>
      <p className="text-sm text-muted">{alertWord(first ? "rules_lead" : "no_components", language)}</p>
      {rules.map((rule, i) => (
        <RuleBox
          key={rule.key}
          {...{ rule, number: i + 1, components }}
          onChange={(change) => set(rule.key, change)}
          onRemove={() => onChange(rules.filter(({ key }) => key !== rule.key))}
          fault={(name) => fault(`rules.${i}.${name}`)}
        />
      ))}
      {first && (
        <div>
          <Button onClick={add}>{alertWord("add_rule", language)}</Button>
        </div>
      )}
    </fieldset>
  );
}

type RuleBoxProps = {
  rule: RuleValues;
  number: number;
  components: Props["components"];
  onChange: (change: Partial<RuleValues>) => void;
  onRemove: () => void;
  fault: Props["fault"];
};

function RuleBox({ rule, number, components, onChange, onRemove, fault }: RuleBoxProps) {
  const { language } = useAdmin();
  return (
    <fieldset
      aria-label={alertWord("rule", language, { n: number })}
      className="grid items-start gap-3 rounded-box border border-line p-3 md:grid-cols-[1fr_1fr]"
    >
      <TextArea
        label={alertWord("rule_labels", language)}
        value={rule.labels}
        onChange={(event) => onChange({ labels: event.target.value })}
        fault={fault("match")}
        rows={3}
        placeholder={"service=api\nseverity=crit*"}
      />
      <div className="grid gap-3">
        <SelectField
          label={alertWord("rule_component", language)}
          value={rule.componentId}
          onChange={(event) => onChange({ componentId: event.target.value })}
          fault={fault("component_id")}
        >
          {components.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={alertWord("rule_state", language)}
          value={rule.state}
          onChange={(event) => onChange({ state: event.target.value as AlertRule["state"] })}
        >
          {CLAIMED.map((state) => (
            <option key={state} value={state}>
              {stateWord(state, language)}
            </option>
          ))}
        </SelectField>
        <div className="text-right">
          <Button aria-label={alertWord("remove_rule", language, { n: number })} onClick={onRemove}>
            {objectWord("remove", language)}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
