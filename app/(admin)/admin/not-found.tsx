export { Missing as default } from "#components/admin/shell/absence.tsx";
