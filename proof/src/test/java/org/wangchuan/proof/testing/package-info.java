/** Small real stations and storages for tests. */
@NullMarked
package org.wangchuan.proof.testing;

import org.jspecify.annotations.NullMarked;
