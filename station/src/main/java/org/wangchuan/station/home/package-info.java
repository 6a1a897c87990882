/** The station's state on disk: where it is, who may read it, how it survives a loss of power. */
@NullMarked
package org.wangchuan.station.home;

import org.jspecify.annotations.NullMarked;
