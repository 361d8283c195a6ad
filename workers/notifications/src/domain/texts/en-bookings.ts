import type { BookingTexts } from "./text.ts";

const SLOT = "{{ startAt | slot: endAt, timeZone }}";

export const bookings: BookingTexts = {
  booking_confirmed: {
    inbox: { title: "{{ resourceName }} is booked", body: SLOT },
    email: {
      subject: `{{ resourceName }} is booked: ${SLOT}`,
      paragraphs: [
        "{{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} is booked for you:",
        SLOT,
        "If you do not need it any more, give it up, so that a neighbour can have it.",
      ],
    },
  },
  booking_cancelled: {
    inbox: { title: "{{ resourceName }}: booking cancelled", body: `${SLOT}. {{ cause | word: 'cause' }}` },
    email: {
      subject: `{{ resourceName }}: the booking is cancelled, ${SLOT}`,
      paragraphs: [
        "This booking of {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} is cancelled:",
        SLOT,
        "{{ cause | word: 'cause' }}",
      ],
    },
  },
  booking_checked_in: {
    inbox: { title: "{{ resourceName }}: you are there", body: SLOT },
  },
  booking_requested: { inbox: { title: "{{ resourceName }}: asked for", body: `${SLOT}. The house decides.` } },
  booking_called_off: {
    inbox: { title: "{{ resourceName }}: booking cancelled", body: `${SLOT}. {{ reason }}` },
    email: {
      subject: `{{ resourceName }}: the booking is cancelled, ${SLOT}`,
      paragraphs: [
        "The people who run the building had to cancel this booking of {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}:",
        SLOT,
        "{{ reason }}",
      ],
    },
  },
  booking_closed: {
    inbox: {
      title: "{{ resourceName }} is closed then",
      body: `${SLOT}. {{ wish | word: 'wish' }} {{ reason }}`,
    },
    email: {
      subject: `{{ resourceName }} is closed then: ${SLOT}`,
      paragraphs: [
        "{{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} is closed at this time:",
        SLOT,
        "{{ wish | word: 'wish' }}",
        "{{ reason }}",
      ],
    },
  },
  booking_wish_ended: {
    inbox: {
      title: "{{ resourceName }}: it has ended",
      body: `${SLOT}. {{ wish | word: 'wish' }} {{ ended | word: 'ended' }}{% if reason %} {{ reason }}{% endif %}`,
    },
    email: {
      subject: `{{ resourceName }}: it has ended, ${SLOT}`,
      paragraphs: [
        "This is about {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}.",
        SLOT,
        "{{ wish | word: 'wish' }} {{ ended | word: 'ended' }}",
        "{% if reason %}{{ reason }}{% endif %}",
      ],
    },
  },
  booking_rejected: {
    inbox: { title: "{{ resourceName }}: not possible", body: `${SLOT}. {{ reason }}` },
    email: {
      subject: `{{ resourceName }}: what you asked for is not possible, ${SLOT}`,
      paragraphs: [
        "You asked for {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. The people who run the building said no:",
        SLOT,
        "{{ reason }}",
      ],
    },
  },
  booking_question: {
    inbox: {
      title: "{{ resourceName }}: a question about your request",
      body: `${SLOT}. The people who run the building want to know something before they decide.`,
    },
    email: {
      subject: `{{ resourceName }}: a question about your request, ${SLOT}`,
      paragraphs: [
        "You asked for {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. The people who run the building want to know something before they decide:",
        SLOT,
        "In Courtyard you find their question with the booking. Answer it there.",
      ],
    },
  },
  booking_answer: {
    inbox: { title: "{{ resourceName }}: your question is answered", body: `${SLOT}. The request waits for you.` },
    email: {
      subject: `{{ resourceName }}: your question is answered, ${SLOT}`,
      paragraphs: [
        "You asked something about a request for {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. It is answered:",
        SLOT,
        "In Courtyard you find the answer with the booking. Approve or reject it there.",
      ],
    },
  },
  booking_expired: {
    inbox: { title: "{{ resourceName }}: it came to nothing", body: SLOT },
    email: {
      subject: `{{ resourceName }}: it came to nothing, ${SLOT}`,
      paragraphs: [
        "What you waited or asked for came to nothing in time: {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}.",
        SLOT,
      ],
    },
  },
  booking_moved: {
    inbox: { title: "{{ resourceName }}: at another time", body: SLOT },
    email: {
      subject: `{{ resourceName }}: your booking is at another time, ${SLOT}`,
      paragraphs: [
        "Your booking of {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} is now at this time:",
        SLOT,
      ],
    },
  },
  booking_hold_moved: {
    inbox: {
      title: "{{ resourceName }}: held at another time",
      body: `${SLOT}. Confirm it in time, or it is free again.`,
    },
    email: {
      subject: `{{ resourceName }}: what you hold is at another time, ${SLOT}`,
      paragraphs: [
        "The people who run the building have moved what you hold: {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} is held for you at this time:",
        SLOT,
        "It is not booked yet: confirm it in time, or it is free again.",
      ],
    },
  },
  booking_missed: {
    inbox: { title: "{{ resourceName }}: nobody came", body: `${SLOT}. The time is free for others.` },
    email: {
      subject: `{{ resourceName }}: nobody came, ${SLOT}`,
      paragraphs: [
        "Nobody checked in to {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}, so the rest of this time is free for others:",
        SLOT,
        "If you could not help it, ask the people who run the building to excuse it.",
      ],
    },
  },
  place_offered: {
    inbox: {
      title: "{{ resourceName }} is free: is it yours?",
      body: `${SLOT}. Confirm until {{ until | moment: timeZone }}.`,
    },
    email: {
      subject: `{{ resourceName }} is free for you: ${SLOT}`,
      paragraphs: [
        "You waited for {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} and it is free now:",
        SLOT,
        "It is kept for you until {{ until | moment: timeZone }}. Confirm it by then, or the next in the queue gets it.",
      ],
    },
  },
  times_closed: {
    inbox: {
      title: "{{ resourceName }}: closed at {{ many }} of your times",
      body: `The first: ${SLOT}. {{ reason }}`,
    },
    email: {
      subject: `{{ resourceName }}: closed at {{ many }} of your times, ${SLOT}`,
      paragraphs: [
        "{{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} is closed at {{ many }} times that you had booked, asked for, held or waited for. None of them stands any more. The first:",
        SLOT,
        "{{ reason }}",
      ],
    },
  },
  series_booked: {
    inbox: { title: "{{ resourceName }}: {{ many }} bookings", body: SLOT },
    email: {
      subject: `{{ resourceName }}: {{ many }} bookings, ${SLOT}`,
      paragraphs: [
        "{{ resourceName }} is yours {{ many }} times{% if buildingName %}, {{ buildingName }}{% endif %}. The first:",
        SLOT,
      ],
    },
  },
  series_moved: {
    inbox: { title: "{{ resourceName }}: {{ many }} bookings at another time", body: SLOT },
    email: {
      subject: `{{ resourceName }}: {{ many }} bookings are at another time, ${SLOT}`,
      paragraphs: [
        "{{ many }} of your bookings of {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} are now at another time. The first:",
        SLOT,
      ],
    },
  },
  series_called_off: {
    inbox: { title: "{{ resourceName }}: {{ many }} bookings cancelled", body: `${SLOT}. {{ reason }}` },
    email: {
      subject: `{{ resourceName }}: {{ many }} bookings cancelled, ${SLOT}`,
      paragraphs: [
        "The people who run the building had to cancel {{ many }} of your bookings of {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. The first was:",
        SLOT,
        "{{ reason }}",
      ],
    },
  },
  series_cancelled: {
    inbox: { title: "{{ resourceName }}: {{ many }} bookings cancelled", body: SLOT },
    email: {
      subject: `{{ resourceName }}: {{ many }} bookings cancelled, ${SLOT}`,
      paragraphs: [
        "{{ many }} bookings of {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} are cancelled. The first was:",
        SLOT,
      ],
    },
  },
};
