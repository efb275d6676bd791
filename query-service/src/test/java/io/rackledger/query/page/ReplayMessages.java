package io.rackledger.query.page;

/** What the service says of a replay, of its orders and of its views. Quotation marks are written as apostrophes. */
final class ReplayMessages {
    static final String CATALOGUE = Messages.json("""
            {'ledger':'main','position':41,'views':[
             {'name':'orders','purpose':'Every order.','parameters':[
              {'name':'buyer','values':[],'fallback':null,'purpose':'only orders of this buyer'}],
              'columns':['order','ordered','coverage','because']},
             {'name':'facility-capacity','purpose':'What facilities can take.','parameters':[
              {'name':'dimension','values':['powerMw','gpus'],'fallback':'powerMw','purpose':'only this dimension'}],
              'columns':['facility','limit','limitLow','limitHigh','free','freeLow','freeHigh','utilisation','because']}]}""");

    static final String ORDERS = Messages.json("""
            {'view':'orders','position':41,'validAsOf':'2025-02-01','orders':1,'rows':[
             {'key':'ord-1','order':'ord-1','ordered':{'racks':1600,'servers':null,'gpus':null,'powerMw':null,
              'value':{'amount':'12000000000.00','currency':'USD'}},'coverage':1,
              'because':{'events':['e-1'],'count':1,'all':'/api/ledger/events?tag=order:ord-1'}}]}""");

    static final String FACILITIES = Messages.json("""
            {'view':'facility-capacity','position':41,'validAsOf':'2025-02-01','coverage':0.5,'facilities':[
             {'facility':'colossus-1','leases':[]}],'rows':[
             {'key':'colossus-1','facility':'colossus-1','limit':300,'limitLow':300,'limitHigh':300,'free':null,
              'freeLow':0,'freeHigh':300,'utilisation':0.25,
              'because':{'events':['e-1','e-2'],'count':2,'all':'/api/ledger/events?tag=facility:colossus-1'}},
             {'key':'colossus-2','facility':'colossus-2','limit':null,'limitLow':150,'limitHigh':null,'free':null,
              'freeLow':null,'freeHigh':null,'utilisation':null,'because':{'events':['e-3'],'count':1}}]}""");

    static final String START = Messages.json("""
            {'frame':'start','scope':'order:ord-1','position':41,'of':3,'order':'valid','by':'event',
             'state':{'orders':0,'currencies':[],'totals':%s,'vendors':[],'lots':[]}}""".formatted(balance("0", "0")));

    private ReplayMessages() {}

    /** Placed in halves, then shifted in a month whose day nobody says, then something that was refused. */
    static String replay() {
        return "[%s,%s,%s,%s,%s]"
                .formatted(
                        START,
                        step(
                                1,
                                "xai orders from dell and supermicro",
                                "'2024-06-19'",
                                "null",
                                state("800", "800"),
                                "[]"),
                        step(2, "Supermicro's moves to dell", "'2024-11'", "null", state("1200", "0"), """
                        [{'view':'vendor-share','totals':null,'rows':[
                          {'key':'dell','before':{'key':'dell','share':0.5,'because':{'count':1}},
                           'after':{'key':'dell','share':0.75,'because':{'count':2}}}]},
                         {'view':'backlog','totals':null,'rows':[
                          {'key':'ord-1-dell','before':{'key':'ord-1-dell','text':'none'},
                           'after':{'key':'ord-1-dell','text':'400 – 1,000'}}]}]"""),
                        step(3, "shift-order-to-vendor was refused", "null", "'exceeds-open'", state("1200", "0"), """
                        [{'view':'orders','totals':null,'rows':[
                          {'key':'ord-1','before':{'key':'ord-1','because':{'count':1}},
                           'after':{'key':'ord-1','because':{'count':2}}}]}]"""),
                        Messages.json("{'frame':'end','scope':'order:ord-1','position':41,'of':3}"));
    }

    private static String step(int number, String what, String validAt, String rule, String state, String changes) {
        return Messages.json("""
                {'frame':'step','scope':'order:ord-1','position':41,'of':3,'number':%d,'date':'%s','events':[
                 {'position':%d,'id':'e-%d','type':'any.v1','what':'%s','validAt':%s,'recordedAt':'2026-01-02T03:04:05Z',
                  'source':'s2','confidence':'REPORTED','mode':'OBSERVED','refusedRule':%s,'correctedBy':[],
                  'retractedBy':null}],'state':%s,'changes':%s}""".formatted(
                        number,
                        number == 1 ? "2024-06-19" : "2024-11-01",
                        number,
                        number,
                        what.replace("'", "’"),
                        validAt,
                        rule,
                        state,
                        changes));
    }

    private static String state(String dell, String supermicro) {
        return """
                {'orders':1,'currencies':['USD'],'totals':%s,'lots':[],'vendors':[
                 {'vendor':'dell','balance':%s},{'vendor':'supermicro','balance':%s}]}""".formatted(balance("1600", "0"), balance(dell, "0"), balance(supermicro, "0"));
    }

    /** Racks are known, GPUs within bounds where something is open, and nothing else is. */
    private static String balance(String open, String delivered) {
        String gpus = "1600".equals(open) ? "'gpus':null" : "'gpus':51200";
        return """
                {'open':{'exactly':{'racks':%1$s,'gpus':null},'low':{'racks':%1$s,%3$s},'high':{'racks':%1$s,%4$s}},
                 'committed':{'exactly':{'racks':%1$s},'low':{'racks':%1$s},'high':{'racks':%1$s}},
                 'delivered':{'exactly':{'racks':%2$s,'gpus':null},'low':{'racks':%2$s,'gpus':0},
                  'high':{'racks':%2$s,'gpus':null}}}""".formatted(open, delivered, gpus, gpus.replace("51200", "76800"));
    }
}
