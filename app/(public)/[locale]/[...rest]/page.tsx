import { notFound } from "next/navigation";

/** Every path under a language that no route knows gets the not-found page in that language. */
export default function Unknown(): never {
  notFound();
}
