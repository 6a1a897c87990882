package org.wangchuan.platform.exchange;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Takes devices in for a program, as an institution's list: each has an order of its own, and everything after is as for any. What is right
 * is taken in, what is wrong is told, item by item; what is there already is answered as what it is. Thread-safe.
 */
@Component
class Registrations {
    /** Orders after which a device is gone: what comes under its id then is another device, or the same one with something new on it. */
    private static final Set<OrderState> OVER =
            EnumSet.of(OrderState.CLOSED, OrderState.RETURNED_UNTOUCHED, OrderState.RETURNED_ERASED);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Batches batches;
    private final Counter counter;
    private final Organisations organisations;
    private final Responsibles responsibles;
    private final SerialDigest digests;
    private final GivenAnswers answers;
    private final ApiKeys keys;

    Registrations(
            JdbcClient jdbc,
            InstantSource clock,
            Batches batches,
            Counter counter,
            Organisations organisations,
            Responsibles responsibles,
            SerialDigest digests,
            GivenAnswers answers,
            ApiKeys keys) {
        this.keys = keys;
        this.answers = answers;
        this.jdbc = jdbc;
        this.clock = clock;
        this.batches = batches;
        this.counter = counter;
        this.organisations = organisations;
        this.responsibles = responsibles;
        this.digests = digests;
    }

    /** What became of one item. */
    private record Result(
            String externalId, String status, Optional<Known> known, Optional<NewAsset.Problem> problem) {}

    private record Known(
            UUID id,
            UUID site,
            String device,
            String order,
            OrderState state,
            boolean isHandedOver,
            UUID list,
            Bytes32 said) {
        /** In its bag it is here still, and what bears its number is asked about ({@code SERIAL_HERE}): it has no second id until it is gone. */
        boolean isOver() {
            return OVER.contains(state) || (state == OrderState.SEALED && isHandedOver);
        }
    }

    /**
     * Registers all that can be, in one transaction.
     *
     * @param token of the request; one that was answered is answered the same again
     * @return the answer, in JSON
     */
    @Transactional
    String register(ApiKey key, Registration asked, Optional<String> token)
            throws PlantProblem, OrderException, GateException {
        // Of two that bring the same ids at once, the second finds what the first has made.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('exchange.asset ' || ?, 0))")
                .param(key.organisation().toString())
                .query((_, _) -> true)
                .single();
        keys.stillCounts(key);
        Optional<String> before =
                token.isPresent() ? answers.before(key, token.get(), asked.digest()) : Optional.empty();
        if (before.isPresent()) {
            return before.get();
        }
        UUID site = site(key, asked);
        UUID by = responsibles.required(key, site);
        Map<String, Known> there = known(
                key.organisation(),
                asked.assets().stream().map(NewAsset::externalId).toList());
        Map<String, Integer> serials = new HashMap<>();
        Set<String> ids = new LinkedHashSet<>();
        List<Result> results = new ArrayList<>();
        List<NewAsset> fresh = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (NewAsset item : asked.assets()) {
            Optional<NewAsset.Problem> problem = item.problem().or(() -> twice(item, ids, serials, results.size()));
            Optional<Known> known = Optional.ofNullable(there.get(item.externalId()));
            if (problem.isPresent()) {
                results.add(new Result(item.externalId(), "refused", Optional.empty(), problem));
            } else if (known.isPresent()) {
                results.add(known(key, item, said(asked, site, item), known.get()));
            } else {
                fresh.add(item);
                places.add(results.size());
                results.add(new Result(item.externalId(), "registered", Optional.empty(), Optional.empty()));
            }
        }
        withoutThoseHere(key, fresh, places, results);
        takeIn(key, site, by, asked, fresh);
        Map<String, Known> made = known(
                key.organisation(), fresh.stream().map(NewAsset::externalId).toList());
        String answer = answer(results, made);
        token.ifPresent(one -> answers.remember(key, one, asked.digest(), answer));
        return answer;
    }

    /**
     * A number of a device that is here, its order not over, is refused: it may be that one. Only of the sites of which the key may know is that told, and of none by
     * what order.
     */
    private void withoutThoseHere(ApiKey key, List<NewAsset> fresh, List<Integer> places, List<Result> results) {
        List<UUID> sites = organisations.sites(key.organisation()).stream()
                .map(Organisations.Site::id)
                .filter(key::worksAt)
                .toList();
        Set<Integer> here = counter.hereNow(fresh.stream().map(NewAsset::form).toList(), sites)
                .keySet();
        for (int at = fresh.size() - 1; at >= 0; at--) {
            if (here.contains(at)) {
                NewAsset item = fresh.remove(at);
                results.set(
                        places.get(at),
                        refused(item, "SERIAL_HERE", "a device that is here bears it, or say isAnotherDevice"));
            }
        }
    }

    private static Optional<NewAsset.Problem> twice(
            NewAsset item, Set<String> ids, Map<String, Integer> serials, int index) {
        if (!ids.add(item.externalId())) {
            return Optional.of(new NewAsset.Problem("EXTERNAL_ID_TWICE", "another item of this request has it"));
        }
        return Stream.concat(
                        item.form().numbers().stream(),
                        item.form()
                                .get("drive-serials")
                                .lines()
                                .filter(serial -> !serial.isBlank())
                                .map(DeviceNumber::plain))
                .map(number -> serials.putIfAbsent(number.text(), index))
                .filter(other -> other != null && other != index)
                .findFirst()
                .map(other -> new NewAsset.Problem("SERIAL_TWICE", "item " + other + " of this request has it"));
    }

    /** What a key of one site asks of another's is refused without a word of what is there. */
    private static Result known(ApiKey key, NewAsset item, Bytes32 said, Known known) {
        if (!key.worksAt(known.site()) || !said.equals(known.said())) {
            return refused(item, "EXTERNAL_ID_USED", "registered before, with another content, policy or site");
        }
        // What was proved is proved of its first stay: it says nothing of what is on the device that is here now.
        return known.isOver()
                ? refused(item, "EXTERNAL_ID_OVER", "its order is over: register what comes again under a new id")
                : new Result(item.externalId(), "known", Optional.of(known), Optional.empty());
    }

    private static Result refused(NewAsset item, String code, String detail) {
        return new Result(
                item.externalId(), "refused", Optional.empty(), Optional.of(new NewAsset.Problem(code, detail)));
    }

    /** All that it is compared by when it comes again: also what was said once for the whole request. */
    private Bytes32 said(Registration asked, UUID site, NewAsset item) {
        return digest(asked.policy() + "\n" + site + "\n" + item.text());
    }

    private UUID site(ApiKey key, Registration asked) throws PlantProblem {
        List<UUID> own = organisations.sites(key.organisation()).stream()
                .map(Organisations.Site::id)
                .filter(key::worksAt)
                .toList();
        if (asked.site().isEmpty() && own.size() == 1) {
            return own.getFirst();
        }
        return asked.site().filter(own::contains).orElseThrow(() -> PlantProblem.site(own.stream()));
    }

    /** A batch has a list for each rule set, and another whenever one takes no more. */
    private void takeIn(ApiKey key, UUID site, UUID by, Registration asked, List<NewAsset> fresh)
            throws OrderException, GateException {
        if (fresh.isEmpty()) {
            return;
        }
        String batch = asked.batch();
        List<DeviceList.Row> rows = fresh.stream()
                .map(item -> new DeviceList.Row(item.form(), Optional.of(item.externalId())))
                .toList();
        Optional<UUID> open = jdbc.sql("""
                        SELECT l.list_id FROM exchange.batch_list l JOIN intake.batch b ON b.id = l.list_id
                        JOIN intake.work_order o ON o.id = b.lead_order
                        WHERE l.site_id = ? AND l.batch = ? AND o.policy = ? ORDER BY l.number DESC LIMIT 1""")
                .params(site, batch, asked.policy())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
        List<WorkOrder> orders = open.isPresent() ? batches.add(open.get(), rows, by) : List.of();
        UUID list;
        if (orders.isEmpty()) {
            list = batches.takeIn(batch, rows, site, by).id();
            orders = batches.orders(list);
            jdbc.sql("""
                            INSERT INTO exchange.batch_list (site_id, batch, number, list_id)
                            SELECT ?, ?, coalesce(max(number), 0) + 1, ? FROM exchange.batch_list WHERE site_id = ? AND batch = ?""").params(site, batch, list, site, batch).update();
        } else {
            list = open.orElseThrow();
        }
        for (int i = 0; i < fresh.size(); i++) {
            insert(key, site, asked, fresh.get(i), orders.get(i), list);
        }
    }

    private void insert(ApiKey key, UUID site, Registration asked, NewAsset item, WorkOrder order, UUID list) {
        jdbc.sql("""
                        INSERT INTO exchange.asset (id, organisation_id, site_id, external_id, batch, device_id, order_id, list_id, key_id, said,
                          registered_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID(),
                        key.organisation(),
                        site,
                        item.externalId(),
                        asked.batch(),
                        order.device(),
                        order.id(),
                        list,
                        key.id(),
                        said(asked, site, item).toBytes(),
                        now(),
                        now())
                .update();
    }

    /** Under the key of serial numbers: one of those is in it, and could be tried out otherwise. */
    private Bytes32 digest(String text) {
        String hex = java.util.HexFormat.of()
                .formatHex(Bytes32.sha256(text.getBytes(StandardCharsets.UTF_8)).toBytes());
        return Bytes32.of(digests.of(hex));
    }

    private Map<String, Known> known(UUID organisation, List<String> ids) {
        return jdbc
                .sql("""
                        SELECT a.external_id, a.id, a.site_id, d.code AS device, d.state AS device_state, o.code AS order_code, o.state, a.list_id, a.said FROM exchange.asset a
                        JOIN custody.device d ON d.id = a.device_id JOIN intake.work_order o ON o.id = a.order_id
                        WHERE a.organisation_id = ? AND a.external_id = ANY (?)""")
                .params(organisation, ids.toArray(String[]::new))
                .query((row, _) -> Map.entry(
                        row.getString("external_id"),
                        new Known(
                                row.getObject("id", UUID.class),
                                row.getObject("site_id", UUID.class),
                                row.getString("device"),
                                row.getString("order_code"),
                                OrderState.of(row.getString("state")),
                                row.getString("device_state").equals(DeviceState.HANDED_OVER.id()),
                                row.getObject("list_id", UUID.class),
                                Bytes32.of(row.getBytes("said")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String answer(List<Result> results, Map<String, Known> made) {
        List<JsonValue> items = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>(Map.of("registered", 0, "known", 0, "refused", 0));
        for (Result result : results) {
            counts.merge(result.status(), 1, Integer::sum);
            // By its place; an id that was refused may be somebody's number, and is not kept with the answer.
            Json.Builder item = Json.object().put("index", (long) items.size()).put("status", result.status());
            if (!result.externalId().isEmpty()) {
                item.put("externalId", result.externalId());
            }
            Optional<Known> known = result.status().equals("registered")
                    ? Optional.ofNullable(made.get(result.externalId()))
                    : result.known();
            known.ifPresent(one -> item.put("id", one.id().toString())
                    .put("device", one.device())
                    .put("order", one.order())
                    .put("list", one.list().toString()));
            result.problem().ifPresent(one -> item.put("code", one.code()).put("detail", one.detail()));
            items.add(item.build());
        }
        Json.Builder out = Json.object();
        counts.forEach((status, count) -> out.put(status, (long) count));
        return CanonicalJson.writeText(
                out.put("results", new JsonValue.Array(items)).build());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
