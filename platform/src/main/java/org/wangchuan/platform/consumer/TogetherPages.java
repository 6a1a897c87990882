package org.wangchuan.platform.consumer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.bench.BenchTasks;
import org.wangchuan.platform.bench.Progress;
import org.wangchuan.platform.bench.Standing;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.intake.list.ListCeremony;
import org.wangchuan.platform.intake.list.ListSummaries;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.ledger.RuleSets;

/** The pages of an institution's list, the same on a phone and on the counter's glass. */
@Component
public class TogetherPages {
    /** Most devices of one page. */
    static final int PAGE = 50;

    /** Of those that are being erased now, this many are shown with how far they are. */
    private static final int SHOWN_AT_WORK = 20;

    private final Batches batches;
    private final ListCeremony lists;
    private final BatchSummaries summaries;
    private final BenchTasks bench;
    private final Guides guides;
    private final Ceremony ceremony;
    private final Payments payments;
    private final ListSummaries issues;
    private final RuleSets rules;

    TogetherPages(
            Batches batches,
            ListCeremony lists,
            BatchSummaries summaries,
            BenchTasks bench,
            Guides guides,
            Ceremony ceremony,
            Payments payments,
            ListSummaries issues,
            RuleSets rules) {
        this.rules = rules;
        this.issues = issues;
        this.batches = batches;
        this.lists = lists;
        this.summaries = summaries;
        this.bench = bench;
        this.guides = guides;
        this.ceremony = ceremony;
        this.payments = payments;
    }

    /**
     * Which part of a list is asked for.
     *
     * @param from where the page begins
     * @param result an id of {@link BatchSummary.Result}; all for any other
     */
    record Asked(int from, String result) {
        static final Asked ALL = new Asked(0, "");
    }

    /**
     * Devices that are prepared in the same way.
     *
     * @param said what was said of the items already
     */
    public record Group(Guide guide, int count, Map<String, String> said) {
        public Group {
            said = Map.copyOf(said);
        }

        /** What is not done. */
        public List<Guide.Item> missing() {
            return guide.missing(said);
        }
    }

    /** A part of the list. */
    public record Part(List<BatchSummary.Row> rows, int found, int from, int size, String result) {
        public Part {
            rows = List.copyOf(rows);
        }

        /** Whether there is more than one page. */
        public boolean isPaged() {
            return found > size;
        }

        /** Whether there is a page before this. */
        public boolean hasBefore() {
            return from > 0;
        }

        /** Where the next page begins; beyond the end if there is none. */
        public int next() {
            return from + size;
        }

        /** Whether there is a page after this. */
        public boolean hasNext() {
            return next() < found;
        }
    }

    /** One that is being erased now. */
    public record AtWork(BatchItem item, Optional<Progress> progress) {}

    /** The page of the step that a list is at: that of the device that is furthest behind. */
    static String now(Guest guest) {
        Guest.Together all = TogetherCeremony.together(guest);
        if (all.isAnyAt(OrderState.TAKEN_IN, OrderState.OFFERED)) {
            return guest.base();
        }
        if (all.isAnyAt(OrderState.ACCEPTED)) {
            return guest.base() + "/prepare";
        }
        boolean isGoingOn =
                all.isAnyAt(OrderState.CONSENTED, OrderState.AT_BENCH, OrderState.ERASING, OrderState.IN_PART);
        return guest.base() + (isGoingOn ? "/watch" : "/proof");
    }

    /** What will happen, by kind, and the offer for all. */
    ModelAndView offer(Look look, boolean isJoined, String problem) {
        Guest.Together all = TogetherCeremony.together(look.guest());
        ListCeremony.Choice choice = lists.toAccept(all.batch(), all.items());
        Map<String, Object> model = new HashMap<>();
        model.put("isJoined", isJoined);
        model.put("choice", choice);
        model.put("rules", rules);
        model.put("isCurrent", ListCeremony.isCurrent(all.batch(), choice));
        model.put(
                "kinds",
                kinds(all.items().stream()
                        .filter(item -> item.order().state().isBeforeNoReturn())
                        .toList()));
        return look.view("list-offer", problem, model);
    }

    /** How many of each kind, as the kinds are ordered. */
    private static Map<DeviceKind, Long> kinds(List<BatchItem> items) {
        Map<DeviceKind, Long> out = new LinkedHashMap<>();
        for (DeviceKind kind : DeviceKind.values()) {
            long count =
                    items.stream().filter(item -> item.device().kind() == kind).count();
            if (count > 0) {
                out.put(kind, count);
            }
        }
        return out;
    }

    /** Whether they really want all back that can still go. */
    ModelAndView sure(Look look) {
        return look.view(
                "sure",
                "",
                Map.of("count", TogetherCeremony.together(look.guest()).returnable()));
    }

    /** The checklists of all kinds of devices that are in the list. */
    ModelAndView prepare(Look look, String problem) {
        return look.view("list-prepare", problem, Map.of("groups", groups(look.guest())));
    }

    private List<Group> groups(Guest guest) {
        Map<Guide, List<BatchItem>> byGuide = TogetherCeremony.together(guest).items().stream()
                .filter(item -> item.order().state() == OrderState.ACCEPTED)
                .collect(Collectors.groupingBy(
                        item -> guides.of(item.device()), LinkedHashMap::new, Collectors.toList()));
        return byGuide.entrySet().stream()
                .map(entry -> new Group(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().getFirst().order().preparation()))
                .toList();
    }

    /** Whether there is something on them that is to be kept. */
    ModelAndView keep(Look look, String problem) {
        String said = TogetherCeremony.together(look.guest()).items().stream()
                .filter(item -> item.order().state() == OrderState.ACCEPTED)
                .map(item -> item.order().preparation().getOrDefault(Guide.KEEP, ""))
                .filter(one -> !one.isEmpty())
                .findFirst()
                .orElse("");
        return look.view("keep", problem, Map.of("said", said));
    }

    /** What is agreed to, for which devices. */
    ModelAndView agree(Look look, String problem) {
        Guest guest = look.guest();
        Guest.Together all = TogetherCeremony.together(guest);
        ListCeremony.Choice choice = lists.toConsent(all.batch(), all.items());
        Map<String, Object> model = new HashMap<>();
        model.put("text", guides.text(TogetherCeremony.CONSENT));
        model.put("authority", ceremony.authority(guest));
        model.put("groups", groups(guest));
        model.put("rules", rules);
        model.put("choice", choice);
        model.put("kinds", kinds(choice.items()));
        model.put(
                "agreesTo",
                ceremony.agreesTo(
                        guest, TogetherCeremony.CONSENT, choice.items().stream().map(BatchItem::order)));
        model.put(
                "cardsStay",
                summaries
                        .byOrder(choice.items().stream()
                                .filter(item -> item.device().kind().isPhone())
                                .toList())
                        .values()
                        .stream()
                        .filter(row -> row.cards().filter("stays"::equals).isPresent())
                        .count());
        return look.view("list-agree", problem, model);
    }

    /** How far all are. */
    ModelAndView watch(Look look, String problem) {
        Guest.Together all = TogetherCeremony.together(look.guest());
        Map<String, Object> model = new HashMap<>();
        model.put("movement", batches.movement(all.batch().id()));
        model.put("summary", summaries.of(all.batch()));
        model.put("atWork", atWork(all.items()));
        presence(model, look.guest());
        return look.view("list-watch", problem, model);
    }

    private List<AtWork> atWork(List<BatchItem> items) {
        List<BatchItem> shown = items.stream()
                .filter(item -> item.order().state() == OrderState.ERASING)
                .limit(SHOWN_AT_WORK)
                .toList();
        Map<UUID, Standing> standing =
                bench.standing(shown.stream().map(item -> item.order().id()).toList());
        return shown.stream()
                .map(item -> new AtWork(
                        item,
                        Optional.ofNullable(standing.get(item.order().id())).flatMap(Standing::progress)))
                .toList();
    }

    private void presence(Map<String, Object> model, Guest guest) {
        Guest.Together all = TogetherCeremony.together(guest);
        model.put("toSign", lists.toBePresent(all.batch(), all.items(), TogetherCeremony.byHand(guest)));
        model.put("toCode", lists.toBePresent(all.batch(), all.items(), ListCeremony.Shows.of(Presence.CODE)));
        model.put("toLeave", lists.toBePresent(all.batch(), all.items(), ListCeremony.Shows.of(Presence.ABSENT)));
    }

    /** What came out so far. */
    ModelAndView proof(Look look, Asked asked, String problem) {
        Guest.Together all = TogetherCeremony.together(look.guest());
        BatchSummary summary = summaries.of(all.batch());
        Map<String, Object> model = new HashMap<>();
        model.put("summary", summary);
        model.put("part", part(summary, asked));
        model.put("payments", payments.of(all.batch().id()));
        model.put("issues", issues.shown(all.batch(), summary));
        presence(model, look.guest());
        return look.view("list-proof", problem, model);
    }

    /** Each device, and what can still go home. */
    ModelAndView devices(Look look, Asked asked, String problem) {
        BatchSummary summary =
                summaries.of(TogetherCeremony.together(look.guest()).batch());
        return look.view("list-devices", problem, Map.of("summary", summary, "part", part(summary, asked)));
    }

    /** All of it on one page, for printing. */
    ModelAndView summary(Look look) {
        return look.view(
                "list-summary",
                "",
                Map.of(
                        "summary",
                        summaries.of(TogetherCeremony.together(look.guest()).batch())));
    }

    private static Part part(BatchSummary summary, Asked asked) {
        Optional<BatchSummary.Result> result = BatchSummary.Result.find(asked.result());
        List<BatchSummary.Row> found = summary.rows(result);
        int from = Math.clamp(asked.from(), 0, Math.max(0, found.size() - 1)) / PAGE * PAGE;
        return new Part(
                found.subList(from, Math.min(found.size(), from + PAGE)),
                found.size(),
                from,
                PAGE,
                result.map(BatchSummary.Result::id).orElse(""));
    }
}
