package io.rackledger.query.page;

/** What the streams say of the worked history, in the API's words. Quotation marks are written as apostrophes. */
final class Messages {
    static final String SHARE = json("""
            {'view':'vendor-share','position':41,'validAsOf':'2024-11-18','knownAsOf':'2025-02-01T00:00:00Z',
             'hhi':6250,'hhiLow':6250,'hhiHigh':6250,'coverage':1,'band':'HIGH','rows':[
             {'key':'dell','vendor':'dell','basis':'COMMITTED','measure':'racks','unit':'racks','amount':1200,
              'share':0.75,'low':0.75,'high':0.75,'coverage':1,
              'because':{'events':['e-1','e-2'],'count':2,'all':'/api/ledger/events?tag=vendor:dell'}},
             {'key':'supermicro','vendor':'supermicro','basis':'COMMITTED','measure':'racks','unit':'racks','amount':400,
              'share':0.25,'low':0.25,'high':0.25,'coverage':1,
              'because':{'events':['e-1'],'count':1,'all':'/api/ledger/events?tag=vendor:supermicro'}}]}""");

    static final String SHARE_AFTER_CANCELLATION = json("""
            {'view':'vendor-share','position':42,'hhi':6170.66,'hhiLow':6170.66,'hhiHigh':6170.66,'coverage':1,
             'band':'HIGH','changed':[
             {'key':'dell','vendor':'dell','basis':'COMMITTED','measure':'racks','unit':'racks','amount':1150,
              'share':0.741935,'low':0.741935,'high':0.741935,'coverage':1,'because':{'events':['e-3'],'count':1}},
             {'key':'supermicro','vendor':'supermicro','basis':'COMMITTED','measure':'racks','unit':'racks','amount':400,
              'share':0.258065,'low':0.258065,'high':0.258065,'coverage':1,'because':{'events':['e-1'],'count':1}}],
             'removed':[]}""");

    static final String SHARE_WITHOUT_SUPERMICRO = json("""
            {'view':'vendor-share','position':43,'hhi':10000,'hhiLow':10000,'hhiHigh':10000,'coverage':1,
             'band':'HIGH','changed':[
             {'key':'dell','vendor':'dell','basis':'COMMITTED','measure':'racks','unit':'racks','amount':1150,
              'share':1,'low':1,'high':1,'coverage':1,'because':{'events':['e-3'],'count':1}}],
             'removed':['supermicro']}""");

    static final String SHARE_FROM_ARTICLES = json("""
            {'view':'vendor-share','position':41,'validAsOf':'2024-11-18','hhi':null,'hhiLow':5000,'hhiHigh':10000,
             'coverage':0,'band':null,'rows':[
             {'key':'dell','vendor':'dell','basis':'COMMITTED','measure':'racks','unit':'racks','amount':null,
              'share':null,'low':0.5,'high':1,'coverage':0,'because':{'events':['e-1'],'count':1}},
             {'key':'supermicro','vendor':'supermicro','basis':'COMMITTED','measure':'racks','unit':'racks','amount':null,
              'share':null,'low':null,'high':null,'coverage':null,'because':{'events':['e-1'],'count':1}}]}""");

    static final String BACKLOG = json("""
            {'view':'backlog','position':41,'validAsOf':'2025-02-01','vendors':[
             {'vendor':'dell','open':{'racks':450},'burnRatePerDay':{'racks':3.3333},'etaDays':135,'etaOn':'2025-06-16',
              'bookToBill':[{'quarter':'2024-Q4','ratio':1.3333},{'quarter':'2025-Q1','ratio':null}]}],
             'rows':[
             {'key':'ord-1-dell','vendor':'dell','order':'ord-1','lot':'ord-1-dell','open':{'racks':100,'servers':null,
              'gpus':6400,'powerMw':null,'value':{'amount':'750000000.00','currency':'USD'}},
              'orderAgeDays':227,'lotAgeDays':227,'bucket':'181–365'},
             {'key':'ord-1-dell-2','vendor':'dell','order':'ord-1','lot':'ord-1-dell-2','open':{'racks':350,
              'servers':null,'gpus':null,'powerMw':null,'value':null},
              'orderAgeDays':null,'orderAgeDaysLow':200,'orderAgeDaysHigh':227,'lotAgeDays':75,'bucket':'181–365'}]}""");

    static final String RISK = json("""
            {'view':'delisting-risk','position':41,'validAsOf':'2024-11-13','rows':[
             {'key':'supermicro','party':'supermicro','index':91,'band':'CRITICAL','state':'NOTIFIED','lines':[
              {'points':30,'what':'Notified','because':['e-7']},
              {'points':6,'what':'Probe, reported','because':['e-8','e-9']}],
              'nextDeadline':'2024-11-18','nextDeadlineKind':'PLAN','daysToDeadline':5,
              'exposure':[{'amount':'3000000000.00','currency':'USD'}],'exposureUnknownLots':0,
              'weightedExposure':[{'amount':'2730000000.00','currency':'USD'}],
              'obligations':[{'instrument':'convertible notes','principal':{'amount':'1725000000.00','currency':'USD'}}],
              'model':'delisting-v1','ruleSet':'nasdaq-2024'},
             {'key':'wistron','party':'wistron','index':null,'band':null,'state':null,'lines':[],'nextDeadline':null,
              'daysToDeadline':null,'exposure':[],'exposureUnknownLots':2,'weightedExposure':[],'obligations':[],
              'model':'delisting-v1','ruleSet':null}]}""");

    private Messages() {}

    /** A snapshot of a view of a ledger without events. */
    static String empty(String view) {
        return json("{'view':'%s','position':-1,'rows':[]}".formatted(view));
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }
}
