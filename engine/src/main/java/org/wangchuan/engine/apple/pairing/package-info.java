/** Keys and certificates that make a host known to one device for one job; never on a disk. */
@NullMarked
package org.wangchuan.engine.apple.pairing;

import org.jspecify.annotations.NullMarked;
