package org.wangchuan.platform.consumer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.vault.PhoneNumber;
import org.wangchuan.platform.vault.VaultException;

/** What each button of the owner's pages does, and which page follows. */
@Component
class OwnerSteps {
    /** What is done to the person in the vault, and to no device. */
    private static final Set<String> PERSONAL = Set.of("contact", "own", "forget");

    /** What a form says that its page had shown ({@link Ceremony#agreesTo}). */
    static final String AGREES_TO = "agrees-to";

    private final OwnerPages pages;
    private final OwnerResults results;
    private final OwnerPrivacy privacy;
    private final Ceremony ceremony;
    private final OwnerPresence presence;
    private final TogetherSteps together;

    OwnerSteps(
            OwnerPages pages,
            OwnerResults results,
            OwnerPrivacy privacy,
            Ceremony ceremony,
            OwnerPresence presence,
            TogetherSteps together) {
        this.pages = pages;
        this.results = results;
        this.privacy = privacy;
        this.ceremony = ceremony;
        this.presence = presence;
        this.together = together;
    }

    /** The first page: what will happen, and the offer; or where the order is by now. */
    ModelAndView open(Look look, boolean isJoined) {
        if (look.guest().together().isPresent()) {
            return together.open(look, isJoined);
        }
        if (!isJoined
                && !look.guest().canTakeBack()
                && !look.guest().order().state().isStopped()) {
            return look.view("first", "", Map.of()); // what would happen, and until when it can be stopped, is over
        }
        return OwnerPages.isAt(look.guest(), OrderState.TAKEN_IN, OrderState.OFFERED) || !isJoined
                ? pages.offer(look, isJoined, "")
                : toNow(look.guest());
    }

    /** A page, if the order is where it belongs. */
    ModelAndView page(String name, Look look, Optional<Integer> item, TogetherPages.Asked asked) {
        Guest guest = look.guest();
        if (guest.together().isPresent() && !name.equals("privacy")) {
            return together.page(name, look, asked);
        }
        return switch (name) {
            case "prepare" ->
                OwnerPages.isAt(guest, OrderState.ACCEPTED) ? pages.prepare(look, item, "") : toNow(guest);
            case "keep" -> OwnerPages.isAt(guest, OrderState.ACCEPTED) ? pages.keep(look, "") : toNow(guest);
            case "agree" -> OwnerPages.isAt(guest, OrderState.ACCEPTED) ? agreeing(look) : toNow(guest);
            case "watch" -> OwnerPages.now(guest).endsWith("/watch") ? pages.watch(look, "") : toNow(guest);
            case "proof" ->
                OwnerPages.now(guest).endsWith("/proof")
                                || OwnerPages.isAt(guest, OrderState.ERASING, OrderState.IN_PART)
                        ? results.proof(look, "")
                        : toNow(guest);
            case "device" -> results.device(look, "");
            case "privacy" -> privacy.page(look, Map.of(), "");
            default -> toNow(guest); // of lists only
        };
    }

    /** Where somebody reads why there is no paper. */
    ModelAndView result(Look look) {
        Guest guest = look.guest();
        if (guest.together().isPresent()) {
            return together.page("device", look, TogetherPages.Asked.ALL);
        }
        return guest.isOnGlass() && !guest.where().isWhereOwnerIs()
                ? results.device(look, "")
                : results.proof(look, "");
    }

    /** A button. */
    ModelAndView step(String name, Look look, Map<String, String> form) {
        Guest guest = look.guest();
        if (name.equals("erased-on")) {
            return then(look, () -> ceremony.goOnErased(guest, form.getOrDefault("orders", "")), guest.base());
        }
        if (guest.together().isPresent() && !PERSONAL.contains(name)) {
            return together.step(name, look, form);
        }
        return switch (name) {
            case "accept" -> accept(look, form);
            case "decline" -> decline(look, form);
            case "return" ->
                guest.isGone() || form.containsKey("sure")
                        ? then(look, () -> ceremony.takeBack(guest), guest.base() + "/proof")
                        : sure(look);
            case "sent" -> send(look, form);
            case "wish" -> wish(look, form.getOrDefault("what", ""));
            case "home" -> then(look, () -> ceremony.home(guest), guest.base() + "/proof");
            case "lost" -> then(look, () -> ceremony.lost(guest, form.containsKey("tracked")), guest.base() + "/proof");
            case "go-on" -> then(look, () -> ceremony.goOn(guest), guest.base());
            case "prepare" -> prepare(look, form);
            case "keep" -> keep(look, form);
            case "agree" -> agree(look, form);
            case "sign" ->
                then(look, () -> presence.sign(guest, form.getOrDefault("signature", "")), guest.base() + "/watch");
            case "code" ->
                then(look, () -> presence.code(guest, form.getOrDefault("code", "")), guest.base() + "/watch");
            case "leave" -> then(look, () -> presence.leave(guest), guest.base() + "/watch");
            case "contact" -> contact(look, form);
            case "own" -> own(look);
            case "forget" -> form.containsKey("sure") ? forget(look) : privacy.sure(look);
            default -> toNow(guest); // of lists only
        };
    }

    private ModelAndView wish(Look look, String what) {
        Ways ways = Ways.of(look.guest());
        boolean isOffered = what.equals("destroyed") ? ways.isDestruction() : what.equals("home") && ways.isHome();
        return isOffered
                ? then(
                        look,
                        () -> ceremony.wish(look.guest(), what.equals("destroyed")),
                        look.guest().base() + "/proof")
                : refused(look, "consumer.problem." + OrderException.Code.WRONG_STATE);
    }

    private ModelAndView contact(Look look, Map<String, String> form) {
        String phone = form.getOrDefault("phone", "").strip();
        return phone.isEmpty() || PhoneNumber.isOne(phone)
                ? then(
                        look,
                        () -> ceremony.contact(look.guest(), form.getOrDefault("name", ""), phone),
                        look.guest().base() + "/privacy")
                : privacy.page(look, Map.of(), "consumer.problem.phone");
    }

    private ModelAndView accept(Look look, Map<String, String> form) {
        Optional<WorkOrder.Offer> seen = seen(form);
        return seen.isEmpty()
                ? pages.offer(look, true, "consumer.problem.offer")
                : then(
                        look,
                        () -> ceremony.accept(look.guest(), seen.get(), device(form)),
                        look.guest().base() + "/prepare");
    }

    private ModelAndView decline(Look look, Map<String, String> form) {
        Optional<WorkOrder.Offer> seen = seen(form);
        return seen.isEmpty()
                ? pages.offer(look, true, "consumer.problem.offer")
                : then(
                        look,
                        () -> ceremony.refusePrice(look.guest(), seen.get()),
                        look.guest().base());
    }

    /** The offer that the page showed; empty if the form names none. */
    static Optional<WorkOrder.Offer> seen(Map<String, String> form) {
        try {
            return Optional.of(new WorkOrder.Offer(
                    Long.parseLong(form.getOrDefault("minor", "")), form.getOrDefault("currency", "")));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Which version of the device's facts the page showed; empty for a page from before they could be corrected. */
    private static Optional<Integer> device(Map<String, String> form) {
        return Optional.of(form.getOrDefault("device", ""))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    /** One tap ends nothing: it is asked once more, where there is still something to end. */
    private ModelAndView sure(Look look) {
        return look.guest().canTakeBack()
                ? pages.sure(look)
                : then(look, () -> ceremony.takeBack(look.guest()), look.guest().base() + "/proof");
    }

    private ModelAndView send(Look look, Map<String, String> form) {
        try {
            boolean isSent = ceremony.send(look.guest(), form.getOrDefault("bag", ""), !form.containsKey("none"));
            return isSent ? to(look.guest().base() + "/device") : results.device(look, "consumer.problem.bag");
        } catch (OrderException e) {
            return refused(look, "consumer.problem." + e.code());
        }
    }

    private ModelAndView prepare(Look look, Map<String, String> form) {
        boolean isOnePage = form.containsKey("item");
        int item = number(form.getOrDefault("item", "0"));
        // Where each item has a page of its own, none is passed by without a word; a browser that is older asks that of
        // nobody.
        if (isOnePage
                && OwnerPages.isAt(look.guest(), OrderState.ACCEPTED)
                && form.keySet().stream().noneMatch(name -> name.startsWith(Ceremony.ITEM))) {
            return pages.prepare(look, Optional.of(item), "consumer.problem.answer");
        }
        String next = isOnePage && form.containsKey("more") ? "/prepare?item=" + (item + 1) : "/agree";
        return then(
                look, () -> ceremony.prepare(look.guest(), form), look.guest().base() + next);
    }

    /** What is agreed to; before that, if nobody said it, whether anything is to be kept. */
    private ModelAndView agreeing(Look look) {
        return Guide.isKept(look.guest().order().preparation())
                ? pages.agree(look, "")
                : to(look.guest().base() + "/keep");
    }

    private ModelAndView keep(Look look, Map<String, String> form) {
        String said = form.getOrDefault(Guide.KEEP, "");
        return Guide.KEEPING.contains(said)
                ? then(
                        look,
                        () -> ceremony.keep(look.guest(), said),
                        look.guest().base() + afterKeeping(said))
                : pages.keep(look, "consumer.problem.answer");
    }

    /** What is not saved yet is not erased: whoever says so is led back. */
    static String afterKeeping(String said) {
        return said.equals(Guide.NOT_YET) ? "/prepare" : "/agree";
    }

    private static int number(String text) {
        return text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
    }

    private ModelAndView agree(Look look, Map<String, String> form) {
        if (look.guest().needsAuthority() && !form.containsKey("authority")) {
            return pages.agree(look, "consumer.problem.authority");
        }
        if (OwnerPages.isAt(look.guest(), OrderState.ACCEPTED)
                && !Guide.isKept(look.guest().order().preparation())) {
            return pages.keep(look, "");
        }
        Deed agree = () -> ceremony.agree(
                look.guest(),
                device(form),
                form.getOrDefault(AGREES_TO, ""),
                look.page().isChinese());
        return agree.refused()
                .map(problem -> problem.equals("consumer.problem." + OrderException.Code.RULES_CHANGED)
                        ? pages.agree(look, problem) // to be read again
                        : refused(look, problem))
                .orElseGet(() -> to(look.guest().base() + "/watch"));
    }

    private ModelAndView own(Look look) {
        try {
            return privacy.page(look, privacy.own(look.guest()), "");
        } catch (VaultException e) {
            return privacy.page(look, Map.of(), "vault.problem." + e.code());
        }
    }

    private ModelAndView forget(Look look) {
        try {
            privacy.forget(look.guest());
            return to(look.guest().base() + "/privacy");
        } catch (VaultException e) {
            return privacy.page(look, Map.of(), "vault.problem." + e.code());
        }
    }

    private ModelAndView then(Look look, Deed deed, String next) {
        return deed.refused().map(problem -> refused(look, problem)).orElseGet(() -> to(next));
    }

    /** The page of where the order is now, with why the button did nothing. */
    private ModelAndView refused(Look look, String problem) {
        if (look.guest().together().isPresent()) {
            return together.refused(look, problem);
        }
        return switch (OwnerPages.now(look.guest())
                .substring(look.guest().base().length())) {
            case "" -> pages.offer(look, true, problem);
            case "/prepare" -> pages.prepare(look, Optional.empty(), problem);
            case "/watch" -> pages.watch(look, problem);
            default -> results.proof(look, problem);
        };
    }

    static ModelAndView toNow(Guest guest) {
        return to(OwnerPages.now(guest));
    }

    static ModelAndView to(String path) {
        return new ModelAndView("redirect:" + path);
    }
}
