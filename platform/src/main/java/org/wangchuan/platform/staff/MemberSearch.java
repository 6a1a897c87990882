package org.wangchuan.platform.staff;

import java.util.List;
import java.util.Locale;

/**
 * Who of a list is asked for.
 *
 * @param name a part of the name at work; empty for all
 * @param role the id of one; empty for all
 * @param isLacking whether only those who lack a qualification
 */
public record MemberSearch(String name, String role, boolean isLacking) {
    private static final int NAME_CHARS_MAX = 60;

    static final MemberSearch EVERYBODY = new MemberSearch("", "", false);

    /** Keeps no more than a name can have. */
    public MemberSearch {
        name = name.length() > NAME_CHARS_MAX ? name.substring(0, NAME_CHARS_MAX) : name;
    }

    /** Whether more would be found if less was asked for. */
    public boolean isNarrowed() {
        return !equals(EVERYBODY);
    }

    /** Those of a list that fit, in its order. */
    public List<Member> of(List<Member> all) {
        String part = name.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(member ->
                        member.person().workName().toLowerCase(Locale.ROOT).contains(part))
                .filter(member -> role.isEmpty()
                        || member.person().roles().stream()
                                .anyMatch(one -> one.id().equals(role)))
                .filter(member -> !isLacking || member.isMissing())
                .toList();
    }
}
