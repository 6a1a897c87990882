package org.wangchuan.cli.command;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help in Chinese, as the bundle that picocli asks by key (picocli manual, "Internationalization"). It is
 * made from the English of the annotations by {@link HelpWords}, and only when Chinese help is shown: a start that
 * shows none pays nothing. Immutable.
 */
final class ChineseHelp extends ResourceBundle {
    private final Map<String, String> texts = new HashMap<>();
    private final HelpWords words;

    private ChineseHelp(CommandLine tree, HelpWords words) {
        this.words = words;
        addCommand(tree);
    }

    /** From here on the help of {@code tree} and of all commands below it is Chinese. */
    static void putOn(CommandLine tree) {
        tree.setResourceBundle(new ChineseHelp(tree, HelpWords.read()));
    }

    private void addCommand(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String name = spec.qualifiedName(".") + ".";
        UsageMessageSpec usage = spec.usageMessage();
        texts.put(name + "usage.synopsisHeading", heading(usage.synopsisHeading()));
        texts.put(name + "usage.commandListHeading", heading(usage.commandListHeading()));
        add(name + "usage.header", usage.header());
        add(name + "usage.description", usage.description());
        add(name + "usage.footer", usage.footer());
        for (ArgSpec argument : spec.args()) {
            add(name + key(argument), argument.description());
        }
        command.getSubcommands().values().forEach(this::addCommand);
    }

    /** The name by which picocli asks for the description of an option or a parameter. */
    private static String key(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> option.longestName().replaceFirst("^-+", "");
            case PositionalParamSpec parameter -> parameter.paramLabel() + "[" + parameter.index() + "]";
            default -> throw new IllegalArgumentException("neither an option nor a parameter: " + argument);
        };
    }

    private void add(String key, String... lines) {
        for (int i = 0; i < lines.length; i++) {
            texts.put(key + "." + i, words.chinese(lines[i]));
        }
    }

    /** A heading has line feeds and blanks around its words; a wide colon needs no blank after it. */
    private String heading(String text) {
        String bare = text.replace("%n", "").strip();
        return bare.isEmpty() ? text : text.replace(bare, words.chinese(bare)).replace("： ", "：");
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return texts.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(texts.keySet());
    }
}
