/**
 * iPhones and iPads over the cable: what one shows before its owner consents, and what it tells and does afterwards. Nothing here was ever tried
 * with a real device; it was tried with the tools of libimobiledevice against a double, and against that double itself. What asks one to erase itself
 * was compared with what pymobiledevice3 and go-ios say to that double.
 */
@NullMarked
package org.wangchuan.engine.apple;

import org.jspecify.annotations.NullMarked;
