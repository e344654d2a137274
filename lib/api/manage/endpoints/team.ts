import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import { newInvitation } from "#lib/domain/people/link.ts";
import { role } from "#lib/domain/people/person.ts";
import { endpoint } from "../endpoint.ts";
import * as team from "../people/team.ts";

const tag = "Team";
const permission = "team:write";
const many = "/v1/pages/{page_id}/team";
const one = `${many}/{person_id}`;
const invitations = "/v1/pages/{page_id}/invitations";

export const listTeam = endpoint({
  operationId: "listTeam",
  methods: ["GET"],
  path: many,
  tag,
  summary: "Everybody of the team, disabled people too",
  permission,
  query: listQuery,
  status: 200,
  answer: z.array(team.memberBody),
  present: (members: Parameters<typeof team.presentMember>[0][]) => members.map(team.presentMember),
  example: { response: [team.memberExample] },
});

export const readMember = endpoint({
  operationId: "readTeamMember",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One of the team",
  permission,
  status: 200,
  answer: team.memberBody,
  present: team.presentMember,
  example: { response: team.memberExample },
});

export const changeMember = endpoint({
  operationId: "updateTeamMember",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change somebody's role, disable or enable them; ends their sessions",
  description: "The last owner cannot be demoted or disabled: 409.",
  permission,
  body: z.object({ member: z.object({ role: role.optional(), disabled: z.boolean().optional() }) }),
  status: 200,
  answer: team.memberBody,
  present: team.presentMember,
  example: { request: { member: { role: "responder" } }, response: team.memberExample },
});

export const createResetLink = endpoint({
  operationId: "createResetLink",
  methods: ["POST"],
  path: `${one}/reset-link`,
  tag,
  summary: "A link with which this person sets a new password; it is told once",
  permission,
  status: 201,
  answer: team.resetLinkBody,
  present: team.presentResetLink,
  example: { response: { url: team.linkExample, expires_at: "2026-11-24T01:00:00.000Z" } },
});

export const removeSecondFactor = endpoint({
  operationId: "removeSecondFactor",
  methods: ["DELETE"],
  path: `${one}/second-factor`,
  tag,
  summary: "Turn off the second factor of somebody who has lost it; ends their sessions",
  permission,
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const listMemberSessions = endpoint({
  operationId: "listMemberSessions",
  methods: ["GET"],
  path: `${one}/sessions`,
  tag,
  summary: "Where somebody of the team is signed in",
  permission,
  status: 200,
  answer: z.array(team.sessionBody),
  present: (sessions: Parameters<typeof team.presentSession>[0][]) => sessions.map(team.presentSession),
  example: { response: [team.sessionExample] },
});

export const revokeMemberSessions = endpoint({
  operationId: "revokeMemberSessions",
  methods: ["DELETE"],
  path: `${one}/sessions`,
  tag,
  summary: "Sign somebody out everywhere",
  permission,
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const listInvitations = endpoint({
  operationId: "listInvitations",
  methods: ["GET"],
  path: invitations,
  tag,
  summary: "Invitations that can still be accepted",
  permission,
  query: listQuery,
  status: 200,
  answer: z.array(team.invitationBody),
  present: (links: Parameters<typeof team.presentInvitation>[0][]) => links.map(team.presentInvitation),
  example: { response: [team.invitationExample] },
});

export const invite = endpoint({
  operationId: "createInvitation",
  methods: ["POST"],
  path: invitations,
  tag,
  summary: "Invite an address to the team; the link is told once",
  description: "An older invitation of the same address ends.",
  permission,
  body: z.object({ invitation: newInvitation }),
  status: 201,
  answer: team.newInvitationBody,
  present: team.presentNewInvitation,
  example: {
    request: { invitation: { email: "responder@example.com", role: "responder" } },
    response: { ...team.invitationExample, url: team.linkExample },
  },
});

export const withdrawInvitation = endpoint({
  operationId: "deleteInvitation",
  methods: ["DELETE"],
  path: `${invitations}/{invitation_id}`,
  tag,
  summary: "Withdraw an invitation that nobody has accepted",
  permission,
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
