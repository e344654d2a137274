"use client";
// Next wants the directive in this very file.
export { SignInFailed as default } from "#components/admin/sign-in/failed.tsx";
