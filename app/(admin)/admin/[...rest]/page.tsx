import { notFound } from "next/navigation";

/** Every other address below /admin: the admin's own "not found", inside its frame. */
export default function UnknownAdminPage(): never {
  notFound();
}
