"use client";
import { useState } from "react";
import { BOOTSTRAP_TOKEN_ID, type Token } from "#lib/domain/people/token.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { tokenWord } from "#lib/domain/words/tokens.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { At } from "../objects/at.tsx";
import { Button } from "../ui/button.tsx";
import { CopyBox } from "../ui/copy-box.tsx";
import { ConfirmByName } from "../ui/dialog.tsx";
import { Notice, Tag } from "../ui/notice.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { TokenForm } from "./token-form.tsx";

/** The page's tokens; a new one is shown once. */
export function TokenScreen({ tokens }: { tokens: Token[] }) {
  const { language } = useAdmin();
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const add = (
    <Button look="primary" onClick={() => setMaking(true)}>
      {tokenWord("new_token", language)}
    </Button>
  );
  if (secret) return <NewSecret secret={secret} />;
  return (
    <>
      <PageHead
        title={tokenWord("title", language)}
        lead={tokenWord("lead", language)}
        action={!isMaking && tokens.length > 0 && add}
      />
      {isMaking && <TokenForm onMade={setSecret} onClose={() => setMaking(false)} />}
      {tokens.length === 0 ? (
        !isMaking && (
          <Empty title={tokenWord("empty", language)} why={tokenWord("empty_why", language)} action={add} />
        )
      ) : (
        <TokenTable tokens={tokens} onRevoke={setRevoking} />
      )}
      <RevokeToken token={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

function NewSecret({ secret }: { secret: string }) {
  const { language } = useAdmin();
  return (
    <div className="max-w-2xl">
      <PageHead title={tokenWord("made", language)} />
      <Notice tone="warn">{objectWord("shown_once", language)}</Notice>
      <CopyBox label={tokenWord("token", language)} value={secret} hint={tokenWord("usage", language)} />
      <div className="mt-4">
        <Button look="primary" onClick={() => location.reload()}>
          {objectWord("done_copying", language)}
        </Button>
      </div>
    </div>
  );
}

function TokenTable({ tokens, onRevoke }: { tokens: Token[]; onRevoke: (token: Token) => void }) {
  const { language } = useAdmin();
  const columns: Column<Token>[] = [
    {
      key: "name",
      head: objectWord("name", language),
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    {
      key: "scopes",
      head: tokenWord("scopes", language),
      cell: ({ scopes }) => (
        <span className="flex flex-wrap gap-1 max-md:justify-end">
          {scopes.map((scope) => (
            <Tag key={scope} tone={scope === "*" ? "warn" : undefined}>
              {scope === "*" ? tokenWord("*", language) : scope}
            </Tag>
          ))}
        </span>
      ),
    },
    {
      key: "used",
      head: tokenWord("last_used", language),
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? objectWord("never", language) : <At at={lastUsedAt} form="full" />,
    },
    {
      key: "act",
      head: <span className="sr-only">{tokenWord("revoke", language)}</span>,
      isNumeric: true,
      cell: (token) =>
        token.id === BOOTSTRAP_TOKEN_ID ? (
          <span className="text-sm text-muted">{tokenWord("from_environment", language)}</span>
        ) : (
          <Button onClick={() => onRevoke(token)}>
            {tokenWord("revoke", language)}
            <span className="sr-only"> {token.name}</span>
          </Button>
        ),
    },
  ];
  return (
    <Table caption={tokenWord("title", language)} columns={columns} rows={tokens} keyOf={({ id }) => id} />
  );
}

function RevokeToken({ token, onClose }: { token: Token | null; onClose: () => void }) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const revoke = async () => {
    if (token && (await send("DELETE", `tokens/${token.id}`)).ok) location.reload();
  };
  return (
    <ConfirmByName
      key={token?.id}
      isOpen={token !== null}
      onClose={onClose}
      title={`${tokenWord("revoke", language)}: ${token?.name ?? ""}`}
      name={token?.name ?? ""}
      act={tokenWord("revoke", language)}
      isBusy={isBusy}
      fault={refusal?.message}
      onConfirm={revoke}
    >
      {tokenWord("revoke_why", language)}
    </ConfirmByName>
  );
}
