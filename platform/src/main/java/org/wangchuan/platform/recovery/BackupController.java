package org.wangchuan.platform.recovery;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.database.LastBackup;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** When the last back-up was made, and how one is made: at the machine, for it holds all that there is. */
@Controller
class BackupController {
    static final String PATH = "/backups";

    /** As the guide has it. */
    private static final String COMMAND = "./wangchuan backup monday.backup --keys /media/safe/monday.keys";

    private final LastBackup backups;
    private final VisibleSites sites;

    BackupController(LastBackup backups, VisibleSites sites) {
        this.backups = backups;
        this.sites = sites;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor) {
        return Answer.of(
                "recovery/backups",
                false,
                Map.of(
                        "page",
                        page,
                        "standing",
                        backups.standing(),
                        "command",
                        COMMAND,
                        "timeZone",
                        sites.zone(visitor).getId()));
    }
}
