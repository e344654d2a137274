import type { SubscriptionForm } from "#lib/domain/subscribers/screen.ts";

/** The form as it was sent, unseen. */
export function Carried({ form }: { form: SubscriptionForm }) {
  const texts = Object.entries(form).flatMap(([name, value]) => {
    if (typeof value === "boolean") return value ? [[name, "on"] as const] : [];
    return [value].flat().map((one) => [name, one] as const);
  });
  return texts.map(([name, value]) => (
    <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
  ));
}
