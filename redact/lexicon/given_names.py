"""Given names common in English-speaking countries, and many from elsewhere. Small letters."""

from redact.lexicon.wordlist import words

GIVEN_NAMES = words("""
    aaliyah aaron abdul abdullah abigail abraham adam adele adrian adriana agnes ahmed aidan aiden aisha akira alan
    albert alberto alejandro aleksander alex alexa alexander alexandra alexandria alexis alfred alfredo ali alice
    alicia alina alison allan allen allison alma alvin alyssa amanda amelia amina amir amit amy ana anastasia anders
    andre andrea andreas andrew andy angela angelica angelina anita anjali ann anna annabel anne annette annie
    anthony anton antonia antonio anya archie ariana arjun arlene armando arnold arthur arturo asha ashley astrid
    aubrey audrey austin ava aisling barbara barry bartholomew beatrice becky belinda ben benjamin bernadette bernard
    bernice bertha beth bethany betsy betty beverly bianca billy blake bob bobby bonnie boris brad bradley brandon
    brenda brendan brent brett brian bridget brittany bruce bruno bryan bryce caitlin caleb calvin cameron camila
    camille candace carl carla carlos carmen carol carole caroline carolyn carrie carter cassandra catherine cathy
    cecilia cedric celeste celia cesar charlene charles charlie charlotte chelsea cheryl chloe chris christina
    christine christopher christy cindy claire clara clarence clark claudia clayton clifford clinton clyde colin
    colleen connie connor conor constance corey courtney craig cristina curtis cynthia daisy dale damian damien
    daniel daniela danielle danny daphne darlene darrell darren darryl daryl dave david debbie deborah debra deepak
    deirdre delia denise dennis derek derrick desmond diana diane diego dimitri dmitri dmitry dolores dominic dominique
    don donald
    donna dora doreen doris dorothy doug douglas duane duncan dustin dylan eamon ed eddie edgar edith edna eduardo
    edward edwin eileen elaine eleanor elena eli elias elijah elisa elizabeth ella ellen ellie elliot eloise elsa
    elsie emil emilia emily emma emmanuel enrique eric erica erik erika erin ernest esmeralda esther ethan ethel
    eugene eunice eva evan evelyn fatima felicia felipe felix ferdinand fernando fiona florence frances francesca
    francesco francis francisco franco frank frankie franklin fred freddie frederick frida gabriel gabriela gabrielle
    gareth gary gavin geoffrey george georgia georgina gerald geraldine gerard gertrude gianna gilbert gina giovanni
    gladys glen glenda glenn gloria gordon greg gregory greta guadalupe guillermo gustavo gwen gwendolyn hamza hannah
    hans harold harriet harry harvey hassan hazel heather hector heidi helen helena helga henrietta henry herbert
    herman hilda hiroshi holly howard hugh hugo ian ibrahim ida ignacio igor imogen imran ines ingrid irene irina
    irma isaac isabel isabella isaiah ismail ivan jackie jackson jacob jacqueline jacques jaime jake jamal james
    jamie jan jane janet janice jared jasmine jason javier jay jayden jean jeanette jeanne jeff jeffery jeffrey
    jenna jennifer jenny jeremiah jeremy jerome jerry jesse jessica jessie jill jim jimmy jo joan joanna joanne
    joaquin jodie joe joel johan johanna john johnny jon jonah jonas jonathan jordan jorge jose josef joseph
    josephine josh joshua joyce juan juanita judith judy julia julian juliana julie juliet julio julius june
    justin justine kaitlyn kamal karen karim karina karl kate katherine kathleen kathryn kathy katie katrina kayla
    keith kelly kelsey ken kenji kenneth kenny kerry kevin khadija khalid kieran kim kimberly kirk kirsten kristen
    kristin kristina kumar kurt kyle lakshmi lamar lance larry latoya laura lauren laurence laurie lawrence layla
    leah lee leila lena leo leon leona leonard leonardo leroy leslie lester leticia levi lewis liam lillian linda
    lindsay lindsey lionel lisa liz lloyd logan lois lola lorena lorenzo loretta lori lorraine louis louise
    luca lucas lucia lucille lucy luis luke lydia lynn mabel mackenzie madeline madison mae maggie malcolm mandy
    manuel marc marcel marcia marco marcus margaret margarita maria mariam marian marie marilyn mario marion marisol
    marissa marjorie marlene marsha marta martha martin martina marvin mary maryam mateo mathew matilda matt matthew
    maureen maurice maxine maxwell megan mehmet mei melanie melinda melissa melody melvin mercedes meredith mia
    michael michaela michele michelle miguel mike mildred milton mina mindy minnie miranda miriam mitchell mohamed
    mohammad mohammed moira molly mona monica monique morgan morris muhammad muriel myra myrtle nadia nadine
    nancy naomi natalia natalie natasha nathan nathaniel neha neil nelson nicholas nicola nicolas nicole nigel nikhil
    nikita nina noah noel noelle nora norma norman olga oliver olivia omar oscar otto owen pablo paige pamela pascal
    patricia patrick patsy paul paula paulina pauline pedro peggy percy perry pete peter petra phil philip phillip
    phoebe phyllis pierre polly pradeep preston priscilla priya quentin quincy rachel rafael raj rajesh ralph ramon
    ramona randall randy raphael raquel rashid raul ravi raymond rebecca regina reginald rene renee reuben rhonda
    ricardo richard rick ricky rita robbie robert roberta roberto robin robyn rocio roderick rodney rodrigo roger
    roland roman ron ronald ronnie rory rosa rosalind rosalyn rosanne rosemary rosie ross roxanne roy ruben rudolph
    rudy rufus rupert russell ruth ryan sabrina sadie sally salma salvador sam samantha samir samuel sandra sandy
    sanjay santiago sara sarah saul scott sean sebastian selena serena sergei sergio seth shane shannon sharon
    shaun shawn sheila shelby shelley sherry shirley sidney siegfried silvia simon simone sofia sonia sonya sophia
    sophie stacey stacy stanley stefan stella stephan stephanie stephen steve steven stuart sunita suresh susan
    susana susanna susie suzanne svetlana sybil sydney sylvia tabitha tamara tammy tanya tara tariq tasha tatiana
    ted teresa terrance terrence terri terry tess thelma theo theodore theresa thomas tiffany tim timothy tina
    toby todd tom tomas tommy toni tony tracey tracy travis trevor tricia trisha tristan troy tyler tyrone ursula
    valentina valerie vanessa vera verna vernon veronica vicki vicky victor victoria vijay vikram vincent viola
    virginia vivian vladimir wade wallace walter wanda warren wayne wendell wendy wesley whitney wilbur wilfred
    wilhelm willard william willie wilma winifred winston wyatt xavier yasmin yolanda yuki yusuf yvette yvonne
    zachary zainab zara zoe
    """)

AMBIGUOUS = words("""
    alexa amber angel april art austin ava ben carol carter chance charity charlotte chase chelsea christian
    clark clay cliff crystal dale daisy dawn dean destiny don dora drew duke eve faith florence flora frank gene
    georgia ginger glen grace grant guy harmony hazel heather holly hope hunter iris ivy jack jackson jay jean jo
    jordan josh joy june kelly ken kirk lance lee levi lily logan lynn mackenzie madison mae major mark may
    mason max melody mercedes miles mina morgan nelson nick norm page paige pat patience pearl penny percy perry
    pete pierce preston prince ralph ravi ray reed rich rick rob robin rod roman rose ross ruby rusty sage sally
    sandy saul scott shelby sidney skip sky stella sterling sue summer sydney terry troy tyler van victoria viola
    violet virginia wade warren wayne will
    """)
"""Given names that are also everyday words, towns or products: cut only where a cue says "a name"."""
