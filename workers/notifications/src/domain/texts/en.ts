import { bookings } from "./en-bookings.ts";
import type { Texts } from "./text.ts";

const WHERE = "{{ unitLabel }}{% if buildingName %}, {{ buildingName }}{% endif %}";

export const en: Texts = {
  greeting: "Hello{% if name %} {{ name }}{% endif %},",
  footer: "You get this e-mail because your address was given to Courtyard, the platform of your building.",
  words: {
    kind: {
      owner: "an owner",
      tenant: "a tenant",
      household: "a member of the household",
      subtenant: "a subtenant",
      offsite_owner: "an owner who lives elsewhere",
    },
    cause: {
      person: "It was given up, as asked.",
      staff: "The people who run the building have cancelled it.",
      moved_out: "It was cancelled because the residency in the building has ended.",
      blackout: "It was cancelled because it cannot be used at that time.",
    },
    wish: {
      held: "You were holding it; the hold has ended.",
      requested: "You had asked for it; nobody decides about the request any more.",
      waiting: "You were waiting for it; you are no longer in the queue.",
      offered: "It was offered to you; the offer has ended.",
    },
    ended: {
      staff: "The people who run the building have ended it.",
      moved_out: "It ended because the residency in the building has ended.",
    },
    role: { admin: "an administrator", manager: "a manager", staff: "staff", provider: "a provider" },
  },
  letters: {
    verify_email: {
      subject: "{{ code }} is your code for Courtyard",
      paragraphs: [
        "Enter this code to confirm that this address is yours:",
        "If it was not you who asked, ignore this e-mail: nothing happens.",
      ],
      showsCode: true,
      link: "Confirm the address",
    },
    address_known: {
      subject: "You already have an account at Courtyard",
      paragraphs: [
        "Somebody asked for a new account with this address, but there is one already. Sign in with it as before.",
        "If it was not you who asked, ignore this e-mail: nothing has changed.",
      ],
      link: "Sign in",
    },
    invitation: {
      subject: "You are invited to Courtyard",
      paragraphs: [
        "You are invited to Courtyard{% if role %} as {{ role | word: 'role' }}{% endif %}{% if place %} of {{ place }}{% endif %}.",
        "The link works once, and only for whom this address belongs to.",
      ],
      link: "Accept the invitation",
    },
    claim_code: {
      subject: "The code for your home{% if unitLabel %} {{ unitLabel }}{% endif %}",
      paragraphs: [
        "With this code you can say that {% if unitLabel %}{{ unitLabel }}{% else %}your home{% endif %}{% if place %}, {{ place }},{% endif %} is yours:",
        "It works once. Give it to nobody who does not live with you.",
      ],
      showsCode: true,
    },
    session_reused: {
      subject: "We signed one of your devices out",
      paragraphs: [
        "A sign-in of yours was used twice, as happens when somebody copies it. To be safe we have ended it: sign in again.",
        "If you did not expect this, change your password.",
      ],
    },
  },
  notices: {
    home_verified: {
      inbox: { title: "Your home is verified", body: `You are known as a resident of ${WHERE}.` },
      email: {
        subject: `Your home ${WHERE} is verified`,
        paragraphs: [
          `You are now known as a resident of ${WHERE}.`,
          "You can book what the building offers and take part in it.",
        ],
      },
    },
    home_ended: {
      inbox: { title: "Your residency has ended", body: `You are no longer a resident of ${WHERE}.` },
      email: {
        subject: `Your residency in ${WHERE} has ended`,
        paragraphs: [
          `You are no longer a resident of ${WHERE}. Bookings that were still ahead are cancelled.`,
          "If this is a mistake, speak to the people who run the building.",
        ],
      },
    },
    claim_submitted: {
      inbox: { title: "A claim waits for you", body: `Somebody says they are {{ kind | word: 'kind' }} of ${WHERE}.` },
      email: {
        subject: `A claim to ${WHERE} waits for you`,
        paragraphs: [
          `Somebody says they are {{ kind | word: 'kind' }} of ${WHERE}.`,
          "Approve or reject it in Courtyard.",
        ],
      },
    },
    claim_approved: {
      inbox: { title: "Your claim is approved", body: `Your claim to ${WHERE} is approved.` },
    },
    claim_rejected: {
      inbox: {
        title: "Your claim is rejected",
        body: `Your claim to ${WHERE} is rejected.{% if reason %} Reason: {{ reason }}{% endif %}`,
      },
      email: {
        subject: `Your claim to ${WHERE} is rejected`,
        paragraphs: [
          `Your claim to ${WHERE} is rejected.`,
          "{% if reason %}Reason: {{ reason }}{% endif %}",
          "If you think this is wrong, speak to the people who run the building.",
        ],
      },
    },
    ...bookings,
  },
};
