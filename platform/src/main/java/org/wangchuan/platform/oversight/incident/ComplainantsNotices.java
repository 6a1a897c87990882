package org.wangchuan.platform.oversight.incident;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.rights.ComplaintNotices;
import org.wangchuan.platform.web.page.Page;

/** What was released stands on the page of whoever complained without an order, too. Thread-safe. */
@Component
class ComplainantsNotices implements ComplaintNotices {
    private final IncidentTable table;

    ComplainantsNotices(IncidentTable table) {
        this.table = table;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Notice> of(UUID request, Page page) {
        return table.toldComplaint(request).stream()
                .map(told -> {
                    OwnerNotices.Notice one =
                            OwnerNotices.notice(table.find(told.incident()).orElseThrow(), told, page);
                    return new Notice(
                            one.code(),
                            one.at(),
                            one.letter().title(),
                            one.letter().lines().stream()
                                    .map(line -> new Line(line.label(), line.values(), line.isOtherOnly()))
                                    .toList(),
                            one.isConcerned());
                })
                .toList();
    }
}
