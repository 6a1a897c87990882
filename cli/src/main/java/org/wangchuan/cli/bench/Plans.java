package org.wangchuan.cli.bench;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.usb.UsbPlace;

/** {@code plan}: of drives and images by their paths, of phones by their places on USB. */
public final class Plans implements PlanService {
    private final PlanPrint drives;
    private final PhonePlanPrint phones;

    /**
     * The command's body.
     *
     * @param tool name and version of this program
     */
    public Plans(String tool) {
        this(new PlanPrint(tool), new PhonePlanPrint());
    }

    Plans(PlanPrint drives, PhonePlanPrint phones) {
        this.drives = drives;
        this.phones = phones;
    }

    @Override
    public ExitCode plan(Request request, Context context) throws UserError {
        List<String> places = request.targets().stream().filter(Plans::isPlace).toList();
        if (places.isEmpty()) {
            return drives.plan(request, context);
        }
        if (places.size() < request.targets().size()) {
            throw UserError.of(ExitCode.USAGE, "PLAN_KINDS", String.join(", ", places));
        }
        return phones.plan(request, context);
    }

    /** A file of such a name is a file. */
    private static boolean isPlace(String target) {
        return UsbPlace.parse(target).filter(place -> !place.root()).isPresent()
                && !Files.exists(Path.of(target), LinkOption.NOFOLLOW_LINKS);
    }
}
