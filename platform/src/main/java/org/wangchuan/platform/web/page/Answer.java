package org.wangchuan.platform.web.page;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** A page as it is answered. */
public final class Answer {
    private Answer() {}

    /**
     * A page of this template; with status 422 if it says why nothing was done.
     *
     * @param isRefused whether it does
     */
    public static ModelAndView of(String template, boolean isRefused, Map<String, ?> model) {
        ModelAndView page = new ModelAndView(template, model);
        if (isRefused) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }
}
