package org.wangchuan.lab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.lab.fault.Fault;

/** What a guest does with devices that the kernel or QEMU makes: has them made, told to erase themselves, healed, and looked at. */
final class FaultScript {
    private FaultScript() {}

    private static Fault fault(MadeDrive drive) {
        return drive.scenario().fault().orElseThrow();
    }

    /** What QEMU is told of all of them. */
    static List<String> hardware(List<MadeDrive> drives) {
        Set<List<String>> controllers = new LinkedHashSet<>();
        drives.forEach(drive -> controllers.add(fault(drive).controllers()));
        List<String> out = new ArrayList<>();
        controllers.forEach(out::addAll);
        drives.forEach(drive -> out.addAll(fault(drive).hardware(drive.slot())));
        return out;
    }

    /** Makes all of them. */
    static String start(List<MadeDrive> drives) {
        if (drives.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder(Fault.FUNCTIONS);
        Set<String> prepared = new LinkedHashSet<>();
        drives.forEach(drive -> prepared.add(fault(drive).prepare()));
        prepared.forEach(out::append);
        drives.forEach(drive -> out.append(fault(drive).attach(drive.slot())));
        Set<String> begun = new LinkedHashSet<>();
        drives.forEach(drive -> begun.add(fault(drive).begin()));
        begun.forEach(out::append);
        return out.toString();
    }

    static String order(MadeDrive drive) {
        return "fault_order %s '%s'\n"
                        .formatted(drive.name(), drive.scenario().order().command())
                + fault(drive).leave(drive.slot());
    }

    /** Takes away what is wrong with them, so that all that is on them can be read. */
    static String end(List<MadeDrive> drives) {
        StringBuilder out = new StringBuilder();
        drives.forEach(drive -> out.append(fault(drive).heal(drive.slot())));
        return out.toString();
    }
}
