package org.wangchuan.platform.consumer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.ListCeremony;

/** What each button of a list's pages does, and which page follows. */
@Component
class TogetherSteps {
    /** A box that is ticked at a device: this and its order. */
    private static final String CHOSEN = "out-";

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final TogetherPages pages;
    private final TogetherCeremony ceremony;
    private final ListCeremony lists;

    TogetherSteps(TogetherPages pages, TogetherCeremony ceremony, ListCeremony lists) {
        this.pages = pages;
        this.ceremony = ceremony;
        this.lists = lists;
    }

    /** The first page. */
    ModelAndView open(Look look, boolean isJoined) {
        boolean isFirst = TogetherPages.now(look.guest()).equals(look.guest().base());
        return isFirst || !isJoined ? pages.offer(look, isJoined, "") : OwnerSteps.toNow(look.guest());
    }

    /** A page, if the list is where it belongs. */
    ModelAndView page(String name, Look look, TogetherPages.Asked asked) {
        String now = step(look.guest());
        return switch (name) {
            case "prepare" -> now.equals("/prepare") ? pages.prepare(look, "") : OwnerSteps.toNow(look.guest());
            case "keep" -> now.equals("/prepare") ? pages.keep(look, "") : OwnerSteps.toNow(look.guest());
            case "agree" -> now.equals("/prepare") ? agreeing(look) : OwnerSteps.toNow(look.guest());
            case "watch" -> now.equals("/watch") ? pages.watch(look, "") : OwnerSteps.toNow(look.guest());
            case "proof" ->
                now.equals("/watch") || now.equals("/proof")
                        ? pages.proof(look, asked, "")
                        : OwnerSteps.toNow(look.guest());
            case "summary" -> pages.summary(look);
            default -> pages.devices(look, asked, "");
        };
    }

    /** A button. */
    ModelAndView step(String name, Look look, Map<String, String> form) {
        Guest guest = look.guest();
        UUID batch = TogetherCeremony.together(guest).batch().id();
        String list = form.getOrDefault("list", "");
        int count = TogetherCeremony.number(form.getOrDefault("count", ""));
        return switch (name) {
            case "accept" -> accept(look, form, list);
            case "return" ->
                form.containsKey("sure") ? then(look, () -> takeHome(guest, all(guest)), "/proof") : pages.sure(look);
            case "out" -> then(look, () -> takeHome(guest, chosen(form)), "/device");
            case "secrets" ->
                form.containsKey("sure")
                        ? then(look, () -> lists.stop(batch, guest.actor()), "/device")
                        : pages.devices(look, TogetherPages.Asked.ALL, "consumer.problem.sure");
            case "prepare" -> then(look, () -> ceremony.prepare(guest, form), "/agree");
            case "keep" -> keep(look, form);
            case "agree" ->
                step(guest).equals("/prepare") && !TogetherCeremony.isKept(guest)
                        ? pages.keep(look, "")
                        : guest.needsAuthority() && !form.containsKey("authority")
                                ? pages.agree(look, "consumer.problem.authority")
                                : then(
                                        look,
                                        () -> ceremony.agree(
                                                guest,
                                                list,
                                                form.getOrDefault(OwnerSteps.AGREES_TO, ""),
                                                look.page().isChinese()),
                                        "/watch");
            case "sign" ->
                then(look, () -> ceremony.sign(guest, form.getOrDefault("signature", ""), list, count), "/watch");
            case "code" -> then(look, () -> ceremony.code(guest, form.getOrDefault("code", ""), list, count), "/watch");
            default ->
                then(
                        look,
                        () -> lists.present(
                                batch, ListCeremony.Shows.of(Presence.ABSENT), count, list, "", guest.actor()),
                        "/watch");
        };
    }

    private ModelAndView agreeing(Look look) {
        return TogetherCeremony.isKept(look.guest())
                ? pages.agree(look, "")
                : OwnerSteps.to(look.guest().base() + "/keep");
    }

    private ModelAndView keep(Look look, Map<String, String> form) {
        String said = form.getOrDefault(Guide.KEEP, "");
        return Guide.KEEPING.contains(said)
                ? then(look, () -> ceremony.keep(look.guest(), said), OwnerSteps.afterKeeping(said))
                : pages.keep(look, "consumer.problem.answer");
    }

    private void takeHome(Guest guest, List<UUID> orders) throws OrderException, GateException {
        UUID batch = TogetherCeremony.together(guest).batch().id();
        var _ = lists.takeHome(
                batch, orders, guest.actor()); // one whose turn has come meanwhile goes on, and the page says so
    }

    private static List<UUID> all(Guest guest) {
        return TogetherCeremony.together(guest).items().stream()
                .map(item -> item.order().id())
                .toList();
    }

    private static List<UUID> chosen(Map<String, String> form) {
        return form.keySet().stream()
                .filter(name -> name.startsWith(CHOSEN))
                .map(name -> name.substring(CHOSEN.length()))
                .filter(id -> UUID_TEXT.matcher(id).matches())
                .map(UUID::fromString)
                .toList();
    }

    private ModelAndView accept(Look look, Map<String, String> form, String list) {
        Optional<WorkOrder.Offer> seen = OwnerSteps.seen(form);
        if (seen.isEmpty()) {
            return pages.offer(look, true, "consumer.problem.offer");
        }
        UUID batch = TogetherCeremony.together(look.guest()).batch().id();
        return then(
                look, () -> lists.accept(batch, seen.get(), list, look.guest().actor()), "/prepare");
    }

    private ModelAndView then(Look look, Deed deed, String next) {
        return deed.refused()
                .map(problem -> refused(look, problem))
                .orElseGet(() -> OwnerSteps.to(look.guest().base() + next));
    }

    /** The page of where the list is now, with why the button did nothing. */
    ModelAndView refused(Look look, String problem) {
        return switch (step(look.guest())) {
            case "" -> pages.offer(look, true, problem);
            case "/prepare" -> pages.agree(look, problem); // with what is not prepared
            case "/watch" -> pages.watch(look, problem);
            default -> pages.proof(look, TogetherPages.Asked.ALL, problem);
        };
    }

    private static String step(Guest guest) {
        return TogetherPages.now(guest).substring(guest.base().length());
    }
}
