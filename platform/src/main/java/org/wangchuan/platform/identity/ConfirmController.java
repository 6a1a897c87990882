package org.wangchuan.platform.identity;

import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Page;

/** Asks for a passkey where one has to be shown a moment before, see {@link org.wangchuan.platform.web.access.Fresh}. */
@Controller
class ConfirmController {
    /** A page of this platform, and nothing that a browser takes for another site's. */
    private static final Pattern OWN = Pattern.compile("(/[a-z0-9-]+){1,6}");

    private final PasskeyTable passkeys;

    ConfirmController(PasskeyTable passkeys) {
        this.passkeys = passkeys;
    }

    @Access(value = To.STAFF, withoutCompany = true)
    @GetMapping("/confirm")
    ModelAndView look(Page page, Visitor visitor, @RequestParam(defaultValue = "/") String next) {
        return new ModelAndView(
                "identity/confirm",
                Map.of(
                        "page",
                        page,
                        "next",
                        OWN.matcher(next).matches() ? next : "/",
                        "hasPasskey",
                        !passkeys.of(visitor.account()).isEmpty()));
    }
}
