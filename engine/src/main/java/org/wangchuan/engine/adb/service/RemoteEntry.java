package org.wangchuan.engine.adb.service;

import java.util.OptionalInt;

/**
 * One name in a folder of a phone.
 *
 * @param name without slash or NUL, and neither {@code .} nor {@code ..}; whatever else the phone likes
 * @param exactName whether the name is UTF-8; if not, what is malformed became U+FFFD and it can't be asked for
 * @param status what the phone says of it; all zero if it could not tell
 * @param errno why it could not tell, as in Linux's asm-generic/errno.h; empty if it could
 */
public record RemoteEntry(String name, boolean exactName, RemoteStatus status, OptionalInt errno) {}
