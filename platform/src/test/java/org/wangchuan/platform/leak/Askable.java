package org.wangchuan.platform.leak;

import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.rights.OwnRequests;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Vault;

/** All that a caller can ask for of an order: every page and every form, by what the handlers say, filled in as far as they can be. */
final class Askable {
    /** A variable that is one of some words. */
    private static final Pattern CHOICE = Pattern.compile("\\{\\w+:([a-z|-]+)}");

    private static final String ERASURES = "/bench/erasures/";

    private static final String RIGHTS = "/rights/";

    private Askable() {}

    /** What could be asked for, of this order: a form takes what it knows of it. */
    static Map<String, String> form(WorkOrder order) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "purpose", "ceremony",
                "reason", "person_asks",
                "reference", "T-2026/7",
                "step", "photo",
                "answer", "yes",
                "workflow", "other",
                "agreed", "1",
                "bag", "B-2026-1",
                "until", "2030-01-31",
                "code", "000000"));
        form.putAll(Map.of(
                "event",
                order.id().toString(),
                "run",
                order.id().toString(),
                "picture",
                photo(order),
                "order",
                order.id().toString(),
                "clause",
                "a",
                "amount",
                "12",
                "count",
                "1",
                "name",
                "n",
                "phone",
                "1",
                "q",
                order.code()));
        return form;
    }

    private static String photo(WorkOrder order) {
        return bean(Vault.class)
                .pictures(order.ownerRef().orElseThrow(), Field.PHOTO)
                .getFirst()
                .id()
                .toString();
    }

    /** The addresses of all handlers of this method. */
    static Set<String> patterns(String method) {
        Set<String> out = new TreeSet<>();
        for (var mapping :
                bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet()) {
            if (mapping.getMethodsCondition().getMethods().contains(RequestMethod.valueOf(method))) {
                mapping.getPatternValues().forEach(out::add);
            }
        }
        return out;
    }

    /** The first variable is what the page is of, a second one what is in it. */
    static Set<String> formPaths(String pattern, WorkOrder order) {
        String secret = bean(OwnerLinks.class).link(order.id()).replaceFirst(".*/o/", "");
        String disclosure = jdbc().sql("SELECT id FROM vault.disclosure ORDER BY asked_at DESC LIMIT 1")
                .query((row, _) -> row.getString(1))
                .single();
        Set<String> out = new TreeSet<>();
        for (String filled : fill(pattern.replaceFirst("\\{(?!\\w+:)[^}]+}", "<first>"), order, secret)) {
            if (!filled.contains("<first>")) {
                out.add(filled);
                continue;
            }
            if (filled.startsWith("/o/")) {
                out.add(filled.replace("<first>", secret));
                continue;
            }
            List<String> firsts = new ArrayList<>(List.of(
                    order.id().toString(),
                    order.device().toString(),
                    order.ownerRef().orElseThrow().toString()));
            if (pattern.startsWith(ERASURES)) {
                firsts.addAll(loose());
            }
            if (pattern.startsWith(RIGHTS)) {
                firsts.addAll(requests(order));
            }
            for (String first : firsts) {
                out.add(filled.replace("<first>", first));
                out.add(filled.replace("<first>", first).replaceFirst(order.code() + "(?=/|$)", photo(order)));
                out.add(filled.replace("<first>", first).replaceFirst(order.code() + "(?=/|$)", disclosure));
            }
        }
        return out;
    }

    /** Every page that an order has, and every page that there is; streams don't end, and are {@link #streams listened to}. */
    static Set<String> paths(WorkOrder order) {
        Set<String> out = new TreeSet<>();
        String secret = bean(OwnerLinks.class).link(order.id()).replaceFirst(".*/o/", "");
        for (var handler :
                bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet()) {
            RequestMappingInfo mapping = handler.getKey();
            boolean isGet = mapping.getMethodsCondition().getMethods().isEmpty()
                    || mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET);
            for (String pattern : mapping.getPatternValues()) {
                if (!isGet || isStream(handler.getValue())) {
                    continue;
                }
                for (String filled : fill(pattern.startsWith("/") ? pattern : "/" + pattern, order, secret)) {
                    out.add(filled);
                    if (pattern.startsWith(ERASURES)) {
                        out.add(filled + "?order=" + order.code());
                    }
                }
            }
        }
        return out;
    }

    /** The streams that staff hear of an order, and of its site's bench. */
    static Set<String> streams(UUID order, UUID site) {
        Set<String> out = new TreeSet<>();
        out.add("/bench/events?site=" + site); // written by hand there; without a site it is answered at once
        for (var handler :
                bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet()) {
            if (isStream(handler.getValue())) {
                handler.getKey().getPatternValues().stream()
                        .filter(pattern -> !pattern.startsWith("/o/"))
                        .map(pattern -> pattern.replaceAll("\\{[^}]+}", order.toString()))
                        .forEach(out::add);
            }
        }
        return out;
    }

    private static boolean isStream(HandlerMethod handler) {
        return SseEmitter.class.isAssignableFrom(handler.getMethod().getReturnType());
    }

    /** The variables of a path, with what they could be: the order, its device, its code, the owner, the link. */
    private static List<String> fill(String pattern, WorkOrder order, String secret) {
        List<String> out = new ArrayList<>();
        Matcher choice = CHOICE.matcher(pattern);
        List<String> choices = choice.find() ? List.of(choice.group(1).split("\\|", -1)) : List.of("");
        List<String> ids = new ArrayList<>(List.of(
                order.id().toString(),
                order.code(),
                order.device().toString(),
                order.ownerRef().orElseThrow().toString(),
                secret));
        if (pattern.startsWith(ERASURES)) {
            ids.addAll(loose());
        }
        if (pattern.startsWith(RIGHTS)) {
            ids.addAll(requests(order));
        }
        for (String one : choices) {
            String chosen = CHOICE.matcher(pattern).replaceAll(one);
            if (!chosen.contains("{")) {
                out.add(chosen);
                continue;
            }
            for (String id : ids) {
                out.add(chosen.replaceAll("\\{[^}]+}", id));
            }
        }
        return out;
    }

    /** What its owner asked, and what somebody complained of who has no link. */
    private static List<String> requests(WorkOrder order) {
        List<String> out = new ArrayList<>();
        bean(OwnRequests.class)
                .of(order.id())
                .forEach(request -> out.add(request.id().toString()));
        out.addAll(complaints(order.site()));
        return out;
    }

    /** What was complained of at a site without a link. */
    static List<String> complaints(UUID site) {
        return jdbc().sql("SELECT id FROM rights.request WHERE order_id IS NULL AND site_id = ?")
                .param(site)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** The latest erasure that was made without an order. */
    private static List<String> loose() {
        return jdbc().sql(
                        "SELECT event_id FROM ledger.statement WHERE order_id IS NULL ORDER BY received_at DESC LIMIT 1")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
