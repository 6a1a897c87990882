package org.wangchuan.lab;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.wangchuan.lab.scenario.Progress;
import org.wangchuan.lab.scenario.Scenario;

/** A line for each stage that a machine of the bench comes to, beginning with the seconds since this was made. Safe for use by several threads. */
final class ProgressLines implements Progress {
    private final PrintStream out;
    private final boolean chinese;
    private final LongSupplier nanos;
    private final long begun;

    /**
     * Prints them.
     *
     * @param out not where results go, which a program may read
     * @param nanos a clock
     */
    ProgressLines(PrintStream out, boolean chinese, LongSupplier nanos) {
        this.out = out;
        this.chinese = chinese;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    @Override
    public void at(Stage stage, String ruleSet, List<Scenario> scenarios) {
        String names = scenarios.stream().map(Scenario::name).collect(Collectors.joining(", "));
        long seconds = (nanos.getAsLong() - begun) / 1_000_000_000;
        out.println(String.format(
                Locale.ROOT, "%4d s  %s%s%s", seconds, names, chinese ? "：" : ": ", words(stage, ruleSet)));
    }

    private String words(Stage stage, String ruleSet) {
        return switch (stage) {
            case ON -> chinese ? "启动一台虚拟机" : "a machine is switched on";
            case BOOTED -> chinese ? "内核已启动，正在接上硬盘" : "its kernel runs, and its drives are connected";
            case TOLD -> chinese ? "其他程序向硬盘下达命令" : "another program gives each drive its order";
            case ERASED ->
                chinese ? "产品按 " + ruleSet + " 擦除同样的硬盘" : "the product erases a drive that is alike, by " + ruleSet;
            case OFF -> chinese ? "虚拟机已关闭" : "the machine is off";
        };
    }
}
