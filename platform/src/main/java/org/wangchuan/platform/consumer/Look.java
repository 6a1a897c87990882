package org.wangchuan.platform.consumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.page.Page;

/**
 * How an owner's page is shown.
 *
 * @param isLarge one question a page, larger type, read aloud
 */
public record Look(Page page, Guest guest, boolean isLarge) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /** As this request asks for it, or as the browser remembers it. */
    static Look of(Page page, Guest guest, HttpServletRequest request, HttpServletResponse response) {
        // On the counter's screen for this order alone: the next owner chooses for themselves.
        String path = guest.isOnGlass() ? guest.base() : "/";
        return new Look(page, guest, LargeType.of(request, response, path));
    }

    /**
     * A page that is shown so.
     *
     * @param problem the key of the words for why nothing was done; empty if nothing was refused
     */
    ModelAndView view(String name, String problem, Map<String, ?> more) {
        Map<String, Object> model = new HashMap<>(more);
        model.put("look", this);
        model.put("problem", problem);
        return new ModelAndView("consumer/" + name, model);
    }

    /** Words in the reader's language. */
    public String say(String key, Object... parts) {
        return page.say(key, parts);
    }

    /** The same, without its day if that is the day of another time. */
    public String clock(java.time.Instant at, java.time.Instant other) {
        ZoneId zone = ZoneId.of(guest.site().timeZone());
        LocalDate day = LocalDate.ofInstant(other, zone);
        return LocalDate.ofInstant(at, zone).equals(day) ? CLOCK.format(at.atZone(zone)) : time(at);
    }

    /** A time where the site is. */
    public String time(java.time.Instant at) {
        return page.time(at, guest.site().timeZone());
    }
}
