"""Illnesses, states of health, and ways of eating, as English names them: flat patterns."""

from __future__ import annotations

CONDITIONS_EN = (
    "diabetes|type [12] diabetes|asthma|migraines?|epilepsy|arthritis"
    "|(?:rheumatoid|psoriatic|osteo)[- ]?arthritis|anxiety"
    "|depression|adhd|add|autism|ocd|ptsd|bipolar disorder|insomnia|sleep apnea|hypertension"
    "|high blood pressure|low blood pressure|high cholesterol|celiac disease|coeliac disease"
    "|celiac|coeliac|crohn'?s(?: disease)?|ulcerative colitis|colitis|ibs|irritable bowel syndrome"
    "|acid reflux|gerd|reflux|gastritis|hypothyroidism|hyperthyroidism|hashimoto'?s|hashimoto"
    "|hasimoto'?s|pcos"
    "|endometriosis|anemia|anaemia|eczema|psoriasis|rosacea|acne|hay fever|sinusitis|tinnitus"
    "|vertigo|scoliosis|sciatica|a herniated disc|herniated disc|a slipped disc|slipped disc"
    "|back pain|chronic pain|knee pain|a bad (?:knee|back|shoulder|hip)|bad knees|fibromyalgia"
    "|multiple sclerosis|ms|parkinson'?s|lupus|cancer|breast cancer|a heart condition"
    "|heart disease|arrhythmia|a pacemaker|kidney disease|kidney stones|gout|osteoporosis"
    "|glaucoma|cataracts|astigmatism|dyslexia|dyspraxia|tourette'?s|long covid|carpal tunnel"
    "|plantar fasciitis|tendonitis|a peanut allergy|hiv|hepatitis [abc]|hemophilia|sickle cell"
    "|chronic fatigue|a stutter|claustrophobia|a hearing aid|hearing loss|tennis elbow"
    "|cystic fibrosis|fear of (?:heights|flying|needles|spiders|dogs|water)|arrhythmias?"
    "|heart murmur"
    "|irregular heartbeat|panic attacks|panic disorder|shingles|diverticulitis|lipoedema|lymphoma"
    "|leukaemia|leukemia|melanoma|pots|ehlers-danlos|neuropathy|kidney failure|cirrhosis|bursitis"
    "|bunions|shin splints|a torn (?:acl|meniscus)|a frozen shoulder|frozen shoulder|copd"
    "|narcolepsy|vitiligo|social anxiety|macular degeneration|(?:under|over)active thyroid"
    "|sleep apnoea"
    "|rsi|vocal nodules|raynaud'?s|meniere'?s|hernia|sarcoidosis|angina|afib|svt"
    "|atrial fibrillation|a stammer|stammer|flat feet|gestational diabetes|postpartum depression"
)
STATES_EN = (
    "(?:type [12] )?diabetic|asthmatic|epileptic|lactose intolerant|lactose-intolerant"
    "|gluten intolerant|gluten-intolerant|celiac|coeliac|colou?r[- ]?blind|type [12] diabetic"
    "|immunocompromised|dyslexic|pregnant|anemic"
    "|anaemic|autistic|bipolar|hypertensive|hypothyroid|deaf|hard of hearing|blind|prediabetic"
    "|claustrophobic|insomniac|hypermobile|partially sighted|visually impaired|neurodivergent"
    "|allergic to everything"
)
DIETS_EN = (
    "vegetarian|vegan|pescatarian|flexitarian|fruitarian|lacto-vegetarian|ovo-vegetarian|halal"
    "|kosher|keto|ketogenic|paleo|low[- ]carb|low[- ]fodmap|low[- ]sodium|low[- ]salt"
    "|gluten[- ]free"
    "|dairy[- ]free|sugar[- ]free|plant[- ]based|mediterranean|carnivore|whole30|raw food"
    "|raw vegan|veggie|nut[- ]free|lactose[- ]free|high[- ]protein"
)
FOODS_NOT_EATEN = (
    "meat|red meat|pork|beef|fish|seafood|chicken|dairy|gluten|sugar|eggs?|nuts|carbs|bread|animal"
    " products|shellfish|lamb|poultry|alcohol|caffeine|processed food|wheat"
)
