"use client";
// Next wants the directive in this very file.
export { Failed as default } from "#components/admin/shell/absence.tsx";
