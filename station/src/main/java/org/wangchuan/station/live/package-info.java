/** Computers that are started from the live image: signed work orders for nobody to be asked, and keys delegated for one. */
@NullMarked
package org.wangchuan.station.live;

import org.jspecify.annotations.NullMarked;
