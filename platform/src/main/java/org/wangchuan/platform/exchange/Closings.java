package org.wangchuan.platform.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.intake.list.ListClosing;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Closes what of a program's list is ready, by the rules and the code of whoever presses that button at the counter, and in the name of
 * whoever answers for the key. Thread-safe.
 */
@Component
class Closings {
    private final JdbcClient jdbc;
    private final ApiKeys keys;
    private final Responsibles responsibles;
    private final Batches batches;
    private final ListClosing closing;
    private final GivenAnswers answers;

    Closings(
            JdbcClient jdbc,
            ApiKeys keys,
            Responsibles responsibles,
            Batches batches,
            ListClosing closing,
            GivenAnswers answers) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.responsibles = responsibles;
        this.batches = batches;
        this.closing = closing;
        this.answers = answers;
    }

    /** A device of the list, by the program's own id. */
    private record Member(String externalId, UUID order, UUID site) {}

    /**
     * Closes all that can be. Each order in a transaction of its own: what was closed stays so, whatever becomes of the answer, and the same
     * again closes nothing twice.
     *
     * @param token of the request; one that was answered is answered the same again
     * @return the answer, in JSON
     */
    String close(ApiKey key, UUID list, Optional<String> token) throws PlantProblem {
        List<Member> members = members(key, list);
        if (members.isEmpty()) {
            throw PlantProblem.notFound("LIST_NOT_FOUND");
        }
        keys.stillCounts(key);
        Bytes32 asked = Bytes32.sha256(("close " + list).getBytes(StandardCharsets.UTF_8));
        if (token.isPresent()) {
            Optional<String> before = answers.before(key, token.get(), asked);
            if (before.isPresent()) {
                return before.get();
            }
        }
        UUID by = responsibles.required(key, members.getFirst().site());
        List<BatchItem> items = batches.items(list);
        List<WorkOrder> ready = ListClosing.ready(items);
        ListClosing.Done done = closing.close(ready, by);
        String answer = answer(list, members, items, ready, done);
        if (token.isEmpty()) {
            return answer;
        }
        answers.remember(key, token.get(), asked, answer);
        return answers.before(key, token.get(), asked).orElse(answer);
    }

    private List<Member> members(ApiKey key, UUID list) {
        return jdbc
                .sql("""
                        SELECT external_id, order_id, site_id FROM exchange.asset WHERE list_id = ? AND organisation_id = ? ORDER BY number""")
                .params(list, key.organisation())
                .query((row, _) -> new Member(
                        row.getString("external_id"),
                        row.getObject("order_id", UUID.class),
                        row.getObject("site_id", UUID.class)))
                .list()
                .stream()
                .filter(member -> key.worksAt(member.site()))
                .toList();
    }

    private static String answer(
            UUID list, List<Member> members, List<BatchItem> items, List<WorkOrder> ready, ListClosing.Done done) {
        Map<UUID, String> refused = new HashMap<>();
        done.refused()
                .forEach((words, orders) ->
                        orders.forEach(order -> refused.put(order.id(), words.substring(words.lastIndexOf('.') + 1))));
        // In their order, as far as there was time.
        Set<UUID> tried = ready.subList(0, ready.size() - done.left()).stream()
                .map(WorkOrder::id)
                .collect(Collectors.toSet());
        Set<UUID> left = ready.stream()
                .map(WorkOrder::id)
                .filter(id -> !tried.contains(id))
                .collect(Collectors.toSet());
        Map<UUID, WorkOrder> byId =
                items.stream().map(BatchItem::order).collect(Collectors.toMap(WorkOrder::id, Function.identity()));
        Map<String, Integer> counts = new LinkedHashMap<>();
        List.of("closed", "wasClosed", "refused", "notReady", "left").forEach(one -> counts.put(one, 0));
        List<JsonValue> results = new ArrayList<>();
        for (Member member : members) {
            WorkOrder order = Objects.requireNonNull(byId.get(member.order()));
            Optional<String> code = Optional.ofNullable(refused.get(order.id()));
            String status = code.isPresent()
                    ? "refused"
                    : left.contains(order.id())
                            ? "left"
                            : tried.contains(order.id())
                                    ? "closed"
                                    : order.state() == OrderState.CLOSED ? "wasClosed" : "notReady";
            counts.merge(status, 1, Integer::sum);
            Json.Builder item = Json.object()
                    .put("externalId", member.externalId())
                    .put("order", order.code())
                    .put("status", status)
                    .put(
                            "state",
                            status.equals("closed")
                                    ? OrderState.CLOSED.id()
                                    : order.state().id());
            code.ifPresent(one -> item.put("code", one));
            results.add(item.build());
        }
        Json.Builder out = Json.object().put("list", list.toString());
        counts.forEach((status, count) -> out.put(status, (long) count));
        return CanonicalJson.writeText(
                out.put("results", new JsonValue.Array(results)).build());
    }
}
