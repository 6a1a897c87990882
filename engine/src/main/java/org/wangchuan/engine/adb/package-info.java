/**
 * A client of the Android Debug Bridge that speaks its protocols itself: what every connection to a phone has in common, whether we
 * hold the cable ({@code direct}) or an {@code adb} server does ({@code server}).
 *
 * <p>Source of the protocol: AOSP {@code packages/modules/adb} ({@code protocol.txt}, {@code adb.h}, {@code adb.cpp}, {@code OVERVIEW.TXT},
 * {@code SERVICES.TXT}, {@code SYNC.TXT}). It was tried with Debian's {@code adb} and {@code adbd} 34.0.5 over TCP, with {@code adbd} over USB that the kernel makes, and never with a phone.
 */
@NullMarked
package org.wangchuan.engine.adb;

import org.jspecify.annotations.NullMarked;
