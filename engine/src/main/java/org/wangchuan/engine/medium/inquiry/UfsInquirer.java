package org.wangchuan.engine.medium.inquiry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.medium.sysfs.UfsUnit;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.Fact.Why;
import org.wangchuan.engine.medium.told.FactName;

/**
 * Reads what a UFS device says in its descriptors (JESD220, "Device Descriptor", "Unit Descriptor", "Device Health Descriptor"), as the kernel hands it on. Reads
 * none of its attributes: the result of a purge is told once.
 */
public final class UfsInquirer {
    private static final String DEVICE = "READ DESCRIPTOR Device";
    private static final String UNIT = "READ DESCRIPTOR Unit";
    private static final String HEALTH = "READ DESCRIPTOR Device Health";

    private static final Untold UNREAD = new Untold(Why.NOT_PASSED_ON, "");
    private static final int DIGIT_MAX = 9;
    private static final int LIFE_MAX = 11;

    private final Facts facts = new Facts();
    private final UfsUnit unit;

    private UfsInquirer(UfsUnit unit) {
        this.unit = unit;
    }

    /** Reads; what can't be read is not told, and nothing is thrown for it. May take as long as some commands do. */
    public static List<Fact> ask(UfsUnit unit) {
        UfsInquirer inquirer = new UfsInquirer(unit);
        inquirer.abilities();
        inquirer.wear();
        inquirer.units();
        return inquirer.facts.all();
    }

    private void abilities() {
        number(FactName.UFS_VERSION, unit.ofDevice("device_descriptor/specification_version"), DEVICE)
                .ifPresent(version -> word(FactName.UFS_VERSION, version(version), DEVICE));
        Optional<String> provisioning = unit.ofUnit("unit_descriptor/provisioning_type");
        number(FactName.UFS_UNMAPS, provisioning, UNIT).ifPresent(type -> {
            // 1 is reserved, and so is what comes after 3.
            Told unmaps = type == 1 || type > 3 ? Told.NOT_TOLD : Told.of(type >= 2);
            facts.flag(FactName.UFS_UNMAPS, unmaps, UNIT);
            if (unmaps == Told.YES) {
                facts.flag(FactName.UFS_UNMAPPED_ZEROS, type == 3, UNIT);
            }
        });
        number(FactName.UFS_WRITE_PROTECTION, unit.ofUnit("unit_descriptor/lun_write_protect"), UNIT)
                .ifPresent(kind -> word(
                        FactName.UFS_WRITE_PROTECTION,
                        kind == 0 ? "none" : kind == 1 ? "power-on" : kind == 2 ? "permanent" : "",
                        UNIT));
    }

    private void wear() {
        number(FactName.UFS_SPARE_BLOCKS, unit.ofDevice("health_descriptor/eol_info"), HEALTH)
                .ifPresent(left -> word(
                        FactName.UFS_SPARE_BLOCKS,
                        left == 1 ? "normal" : left == 2 ? "warning" : left == 3 ? "critical" : "",
                        HEALTH));
        OptionalLong first = number(unit.ofDevice("health_descriptor/life_time_estimation_a"));
        OptionalLong second = number(unit.ofDevice("health_descriptor/life_time_estimation_b"));
        // 0 says nothing, and of two kinds of cells one may say so.
        OptionalLong most = LongStream.concat(first.stream(), second.stream())
                .filter(tenths -> tenths > 0)
                .max();
        boolean known = most.isPresent() && most.getAsLong() <= LIFE_MAX;
        facts.number(
                FactName.UFS_LIFE_TENTHS, known ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty(), HEALTH);
    }

    private void units() {
        number(FactName.UFS_UNIT_COUNT, unit.ofDevice("device_descriptor/number_of_luns"), DEVICE)
                .ifPresent(count -> facts.number(FactName.UFS_UNIT_COUNT, count, DEVICE));
        number(FactName.UFS_WELL_KNOWN, unit.ofDevice("device_descriptor/number_of_wluns"), DEVICE)
                .ifPresent(count -> facts.number(FactName.UFS_WELL_KNOWN, count, DEVICE));
        facts.number(FactName.UFS_UNIT, unit.number(), UNIT);
        number(FactName.UFS_BOOT_UNIT, unit.ofUnit("unit_descriptor/boot_lun_id"), UNIT)
                .ifPresent(
                        boot -> facts.flag(FactName.UFS_BOOT_UNIT, boot > 2 ? Told.NOT_TOLD : Told.of(boot > 0), UNIT));
    }

    /** The number; what is none is noted as not told. */
    private OptionalLong number(FactName name, Optional<String> text, String source) {
        OptionalLong number = number(text);
        if (number.isEmpty()) {
            facts.untold(name, text.isEmpty() ? UNREAD : new Untold(Why.MALFORMED, ""), source);
        }
        return number;
    }

    private static OptionalLong number(Optional<String> text) {
        return text.isPresent() ? UfsUnit.value(text.get()) : OptionalLong.empty();
    }

    /** An empty word is none that the standard has. */
    private void word(FactName name, String id, String source) {
        if (id.isEmpty()) {
            facts.untold(name, new Untold(Why.NOT_IN_ANSWER, ""), source);
        } else {
            facts.word(name, id, source);
        }
    }

    /** Decimal digits in four bits each: 0310h is version 3.1 (JESD220, "wSpecVersion"). */
    private static String version(long told) {
        long minor = (told >>> 4) & 0xf;
        long major = told >>> 8;
        return major > DIGIT_MAX || minor > DIGIT_MAX ? "" : major + "." + minor;
    }
}
