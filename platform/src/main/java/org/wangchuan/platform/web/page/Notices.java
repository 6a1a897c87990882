package org.wangchuan.platform.web.page;

import java.util.List;
import org.wangchuan.platform.web.access.Visitor;

/** What a module has to tell whoever works here on every page of theirs. Each is a bean of the module that knows it. */
public interface Notices {
    /** Its lines; asked for with each page, so they are few and cheap. */
    List<Notice> of(Visitor visitor, Page page);
}
