package org.wangchuan.platform.consumer;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.bench.BenchTasks;
import org.wangchuan.platform.bench.Standing;
import org.wangchuan.platform.intake.DriveLanes;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.ledger.Durations;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.ledger.RuleSets;

/** The pages that lead an owner to the result, the same on a phone and on the counter's glass. Thread-safe. */
@Component
class OwnerPages {
    private final OrderStory story;
    private final OwnerPresence presence;
    private final BenchTasks bench;
    private final OwnerLinks links;
    private final Guides guides;
    private final Ceremony ceremony;
    private final BatchSummaries summaries;
    private final Papers papers;
    private final Durations durations;
    private final OrderCards cards;
    private final DriveLanes drives;
    private final RuleSets rules;

    OwnerPages(
            OrderStory story,
            OwnerPresence presence,
            BenchTasks bench,
            OwnerLinks links,
            Guides guides,
            Ceremony ceremony,
            BatchSummaries summaries,
            Papers papers,
            Durations durations,
            OrderCards cards,
            DriveLanes drives,
            RuleSets rules) {
        this.rules = rules;
        this.drives = drives;
        this.cards = cards;
        this.story = story;
        this.presence = presence;
        this.bench = bench;
        this.links = links;
        this.guides = guides;
        this.ceremony = ceremony;
        this.summaries = summaries;
        this.papers = papers;
        this.durations = durations;
    }

    /** The page of the step that an order is at. */
    static String now(Guest guest) {
        if (guest.together().isPresent()) {
            return TogetherPages.now(guest);
        }
        return guest.base()
                + switch (guest.order().state()) {
                    case TAKEN_IN, OFFERED -> "";
                    case ACCEPTED -> "/prepare";
                    case CONSENTED, AT_BENCH, ERASING, IN_PART, HELD, STATE_SECRETS -> "/watch";
                    case CLEARED,
                            NOT_CLEARED,
                            CLOSED,
                            SEALED,
                            GOING_BACK,
                            RETURNED_UNTOUCHED,
                            RETURNED_ERASED,
                            LOST,
                            MISSING -> "/proof";
                };
    }

    /** What will happen, and the offer. */
    ModelAndView offer(Look look, boolean isJoined, String problem) {
        // What came last of these says why there is no offer any more.
        String before = story.of(look.guest().order().id()).reversed().stream()
                .map(OrderStory.Event::kind)
                .filter(kind -> kind.equals("offered")
                        || kind.equals(OrderStory.PRICE_REFUSED)
                        || kind.equals(OrderStory.CORRECTED)
                        || kind.equals(OrderStory.RULES_CORRECTED))
                .findFirst()
                .orElse("");
        return look.view(
                "offer",
                problem,
                Map.of(
                        "isJoined",
                        isJoined,
                        "before",
                        before,
                        "drives",
                        drives.of(look.guest().order()),
                        "rules",
                        rules,
                        "media",
                        summaries.of(look.guest().order().id()).media()));
    }

    /** Whether they really want it back. */
    ModelAndView sure(Look look) {
        return look.view("sure", "", Map.of("count", 1L));
    }

    /** For a browser that does not have the link. */
    ModelAndView enter(Look look, Optional<Instant> lockedUntil, String problem) {
        ModelAndView view = look.view("enter", problem, Map.of("lockedUntil", lockedUntil));
        view.setStatus(HttpStatus.FORBIDDEN);
        return view;
    }

    /** For a browser that is out since its link was replaced. */
    ModelAndView replaced(Look look, ReplacedLinks.Replaced link) {
        ModelAndView view = look.view("replaced", "", Map.of("link", link));
        view.setStatus(HttpStatus.FORBIDDEN);
        return view;
    }

    /** The checklist; with large type one item a page. */
    ModelAndView prepare(Look look, Optional<Integer> asked, String problem) {
        Guide guide = guides.of(look.guest().device());
        Map<String, String> said = look.guest().order().preparation();
        int last = guide.items().size() - 1;
        int next = 0;
        while (next < last && said.containsKey(guide.items().get(next).id())) {
            next++;
        }
        int item = Math.clamp(asked.orElse(next), 0, last);
        List<Guide.Item> shown = look.isLarge() ? List.of(guide.items().get(item)) : guide.items();
        return look.view("prepare", problem, Map.of("guide", guide, "shown", shown, "item", item, "said", said));
    }

    /** Whether there is something on it that is to be kept: asked once, and never taken for granted. */
    ModelAndView keep(Look look, String problem) {
        String said = look.guest().order().preparation().getOrDefault(Guide.KEEP, "");
        return look.view("keep", problem, Map.of("said", said));
    }

    /** What the owner agrees to. */
    ModelAndView agree(Look look, String problem) {
        Guest guest = look.guest();
        Map<String, Object> model = new HashMap<>();
        model.put("text", guides.text(Ceremony.consent(guest)));
        model.put("authority", ceremony.authority(guest));
        model.put("agreesTo", ceremony.agreesTo(guest, Ceremony.consent(guest), Stream.of(guest.order())));
        model.put("missing", guides.of(guest.device()).missing(guest.order().preparation()));
        model.put("seen", durations.seen(guest.site().id(), guest.order().policy()));
        model.put("cards", cards.of(guest.order()));
        model.put("drives", drives.of(guest.order()));
        model.put("rules", rules);
        return look.view("agree", problem, model);
    }

    /** How far it is. */
    ModelAndView watch(Look look, String problem) {
        UUID order = look.guest().order().id();
        Optional<Standing> standing = bench.standing(order);
        return look.view(
                "watch",
                problem,
                Map.of(
                        "progress",
                        standing.flatMap(Standing::progress),
                        "step",
                        standing.flatMap(Standing::step),
                        "told",
                        WatchBoard.Told.state(
                                look.guest().order().state(),
                                standing,
                                Optional.ofNullable(cards.marks(Set.of(order)).get(order))),
                        "isSilent",
                        standing.map(Standing::isSilent).orElse(false),
                        "isLane",
                        standing.filter(at -> at.step().isEmpty()).isPresent(),
                        "media",
                        summaries.of(order).media(),
                        "cards",
                        cards.of(look.guest().order()),
                        "shows",
                        presence.shown(look.guest())));
    }

    /** For printing: link, code and what they are for, and what came out, once something did. */
    ModelAndView paper(Look look) {
        UUID order = look.guest().order().id();
        String link = links.link(order);
        Optional<BatchSummary.Row> found = look.guest().together().isPresent()
                ? Optional.empty() // the sheet of the list says it of each
                : Optional.of(summaries.of(look.guest().order().id()));
        return new ModelAndView(
                "consumer/paper",
                Map.of(
                        "look",
                        look,
                        "link",
                        link,
                        "code",
                        links.paperCode(order),
                        "lockedUntil",
                        links.lockedUntil(order),
                        "found",
                        found,
                        "check",
                        papers.checkAddress()));
    }

    /** Whether the step of a page is where the order is; else the reader is led to the right one. */
    static boolean isAt(Guest guest, OrderState... states) {
        return List.of(states).contains(guest.order().state());
    }
}
