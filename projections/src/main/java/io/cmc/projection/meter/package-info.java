// SPDX-License-Identifier: Apache-2.0
/** What is measured from the read models, for dashboards and alarms. */
package io.cmc.projection.meter;
