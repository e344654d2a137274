"use client";
import { createContext, useContext } from "react";
import type { Language } from "#lib/domain/language.ts";
import { holdsRole, type Permission, type Role } from "#lib/domain/people/permission.ts";

/** What every admin component may know of the person and the page. */
export type AdminFacts = {
  pageId: string;
  pageName: string;
  /** The language of the admin, not of the page. */
  language: Language;
  /** The page's languages, the first is the one that base texts are written in. */
  pageLanguages: Language[];
  timeZone: string;
  publicUrl: string;
  person: { id: string; name: string; role: Role };
};

const Context = createContext<AdminFacts | null>(null);

/** Gives the client parts of the admin what the server knows of the person and the page. */
export function AdminProvider({ facts, children }: { facts: AdminFacts; children: React.ReactNode }) {
  return <Context value={facts}>{children}</Context>;
}

/** @throws Error outside of the admin's layout */
export function useAdmin(): AdminFacts {
  const facts = useContext(Context);
  if (!facts) throw new Error("useAdmin is used outside of the admin's layout");
  return facts;
}

const SpokenLanguage = createContext<Language | null>(null);

/** For pages before anybody is known: the same fields and buttons, in the language of the document. */
export function LanguageProvider({ language, children }: { language: Language; children: React.ReactNode }) {
  return <SpokenLanguage value={language}>{children}</SpokenLanguage>;
}

/** The language of the admin, or of a page before it. @throws Error outside of both */
export function useLanguage(): Language {
  const language = useContext(Context)?.language;
  const spoken = useContext(SpokenLanguage);
  const known = language ?? spoken;
  if (!known) throw new Error("useLanguage is used outside of the admin and its sign-in pages");
  return known;
}

/** Whether the person's role holds `permission`: for hiding what would be refused; the server decides. */
export const useMay = (permission: Permission): boolean => holdsRole(useAdmin().person.role, permission);
