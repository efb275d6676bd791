package io.rackledger.query.recount;

import io.rackledger.query.alliance.Memberships;
import io.rackledger.query.backlog.Backlog;
import io.rackledger.query.claim.AnomaliesView;
import io.rackledger.query.claim.ContradictionsView;
import io.rackledger.query.claim.RefusalsView;
import io.rackledger.query.delistingrisk.DelistingRisk;
import io.rackledger.query.disclosure.DisclosuresView;
import io.rackledger.query.exposure.SupplierExposure;
import io.rackledger.query.facility.FacilityCapacity;
import io.rackledger.query.finance.Financing;
import io.rackledger.query.fold.View;
import io.rackledger.query.order.OrdersView;
import io.rackledger.query.party.PartiesView;
import io.rackledger.query.programme.ProgrammesView;
import io.rackledger.query.supply.SupplyView;
import io.rackledger.query.vendorshare.VendorShare;
import java.util.List;

/** Every view: the one place where features are named. */
public final class EveryView {
    /** All that the service serves. */
    public static final List<View> ALL = List.of(
            new VendorShare(),
            new Backlog(),
            new DelistingRisk(),
            new OrdersView(),
            new AnomaliesView(),
            new RefusalsView(),
            new ContradictionsView(),
            new Financing(),
            new FacilityCapacity(),
            new Memberships(),
            new PartiesView(),
            new DisclosuresView(),
            new SupplyView(),
            new SupplierExposure(),
            new ProgrammesView());

    private EveryView() {}
}
